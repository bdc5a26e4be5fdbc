#!/usr/bin/env bash
# The credential cycle with SecretManagement and its local store, as the README and docs/credentials.md tell it, in a profile of its own.
# The tool of .NET Interactive brings both modules along. Last line: "N passed, N failed".
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/setup/surroundings.sh"
cd "$here/../.."

dotnet tool install Microsoft.dotnet-interactive --version 1.0.712001 --tool-path "$work/tool" > "$work/tool.log" 2>&1 ||
    fail 'could not install the tool'
{ dotnet tool restore && dotnet build src/VgsCalm -v quiet && dotnet build src/VgsCalm.Emulator -v quiet; } > "$work/build.log" 2>&1 ||
    fail 'the module does not build'
start emulator dotnet src/VgsCalm.Emulator/bin/Debug/net10.0/VgsCalm.Emulator.dll
await_line emulator 'VGS emulator on (http:[^ ]+)'; export VGSCALM_EMULATOR=$found
await_line emulator "(ACemulator-admin-[0-9]+)'"; export VGS_CLIENT_ID=$found
await_line emulator "ACemulator-admin-[0-9]+'; .env:VGS_CLIENT_SECRET='([^']+)'"; export VGS_CLIENT_SECRET=$found

mkdir "$work/home"
modules=$(echo "$work"/tool/.store/*/*/*/*/tools/*/any/Modules)
pwsh=$(dotnet tool run pwsh -- -NoLogo -NoProfile -Command '$PSHOME')/pwsh.dll
HOME=$work/home XDG_DATA_HOME='' XDG_CONFIG_HOME='' PSModulePath="$modules:$PWD/out" \
    dotnet "$pwsh" -NoLogo -NoProfile -NonInteractive -File tests/interop/SecretVault.ps1 -Pwsh "$pwsh"
