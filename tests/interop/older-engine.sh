#!/usr/bin/env bash
# Tests of the commands on the engine of PowerShell 7.5, which the tool of .NET Interactive brings along; .NET is the one of this machine.
# Builds and plays what is committed. VGSCALM_ENGINE_FULL=1 plays all tests. Last line: "N passed, N failed"; the exit code is 1 unless
# all passed.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/setup/surroundings.sh"
export ENGINE=$work/engine

# The tool's own files, and over them those that are for Linux.
dotnet tool install Microsoft.dotnet-interactive --version 1.0.712001 --tool-path "$work/tool" > "$work/tool.log" 2>&1 ||
    fail 'could not install the tool'
cp -r "$work"/tool/.store/*/*/*/*/tools/*/any "$ENGINE"
case $(uname -m) in x86_64) processor=x64 ;; *) processor=arm64 ;; esac
for files in "$ENGINE"/runtimes/{unix/lib/*,linux-$processor/native}; do cp -r "$files"/. "$ENGINE"; done

# A clone, since the lock files name the other engine.
git clone --quiet "$here/../.." "$work/clone"
tests=$work/clone/tests/VgsCalm.Tests
rm "$tests/packages.lock.json" "$work/clone/tests/VgsCalm.Testing/packages.lock.json"
dotnet build "$tests" -v quiet -p:RestoreLockedMode=false -p:CustomAfterMicrosoftCommonTargets="$here/setup/Engine.targets" \
    > "$work/build.log" 2>&1 || fail 'the tests do not build'
cp -r "$ENGINE"/{Modules,*.so} "$tests/bin/Debug/net10.0"
cmp "$ENGINE/System.Management.Automation.dll" "$tests/bin/Debug/net10.0/System.Management.Automation.dll" || fail 'it is another engine'

part=(--filter 'FullyQualifiedName~Tests.Cards.|FullyQualifiedName~Tests.Screen.|FullyQualifiedName~Tests.Sessions.')
[[ -z ${VGSCALM_ENGINE_FULL:-} ]] || part=()
run_tests "$tests" "${part[@]}"
