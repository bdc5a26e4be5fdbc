#!/usr/bin/env bash
# The shell's own suite (tests/Pester) in the PowerShells before and after the repository's, each on its own .NET: 7.5.4 on .NET 9 and
# 7.7.0 on .NET 11. NuGet has neither of them whole. The engine of 7.5.4 comes with the tool of .NET Interactive; the engine and the
# commands of 7.7.0 are laid over the other files of the repository's own shell. Last line: "N passed, N failed".
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/setup/surroundings.sh"
cd "$here/../.."

{
    dotnet build src/VgsCalm -v quiet
    dotnet build tests/Pester -v quiet
    dotnet build tests/interop/VgsCalm.OtherShell -v quiet -o "$work/host"
    dotnet tool restore
    dotnet tool install Microsoft.dotnet-interactive --version 1.0.712001 --tool-path "$work/tool"
} > "$work/build.log" 2>&1 || fail 'the shells cannot be built'
packages=$(dotnet msbuild tests/interop/VgsCalm.OtherShell -getProperty:NuGetPackageRoot)
runtime=$(dotnet msbuild tests/interop/VgsCalm.OtherShell -getProperty:NETCoreSdkPortableRuntimeIdentifier)
pester=$(dotnet msbuild tests/Pester -getProperty:PesterVersion)
manifest=$(echo out/VgsCalm/*/VgsCalm.psd1)
machine=$(dirname "$(readlink -f "$(command -v dotnet)")")

# lay_dotnet FOLDER VERSION: a dotnet that has this runtime, and beside it what this machine has, for the emulator.
lay_dotnet() {
    local pack=${packages}microsoft.netcore.app.runtime.$runtime/$2/runtimes/$runtime shared=$1/shared/Microsoft.NETCore.App
    mkdir -p "$1/host/fxr/$2" "$shared/$2"
    ln -s "$machine"/host/fxr/* "$1/host/fxr"
    ln -s "$machine"/shared/Microsoft.NETCore.App/* "$shared"
    ln -s "$machine/shared/Microsoft.AspNetCore.App" "$1/shared"
    cp "$machine/dotnet" "$1"
    cp "$pack"/lib/*/* "$pack"/native/* "$shared/$2"
    cp "$pack/native/libhostfxr.so" "$1/host/fxr/$2"
}

# lay_shell FOLDER VERSION: makes of an engine's files a shell on this .NET. Without pwsh's list of them, it takes those that lie beside it.
lay_shell() {
    local unix=$1/runtimes/unix/lib native=$1/runtimes/$runtime/native
    rm -f "$1"/*.deps.json
    cp -r "$unix"/*/. "$native"/. "$1"
    cp "$work/host/pwsh.dll" "$1"
    sed "s/\"9\.0\.0\"/\"$2\"/" "$work/host/pwsh.runtimeconfig.json" > "$1/pwsh.runtimeconfig.json"
}

# play VERSION DOTNET SHELL: the suite, with nothing of the machine's own in the way.
play() {
    local found
    found=$(DOTNET_ROOT=$2 "$2/dotnet" "$3/pwsh.dll" -NoProfile -Command '"$($PSVersionTable.PSVersion) on .NET $([Environment]::Version)"')
    [[ $found == "$1" ]] || { echo "FAIL it is $found, not $1"; return; }
    mkdir "$3/home"
    env -u PSModulePath HOME="$3/home" XDG_DATA_HOME="$3/home/share" NO_COLOR=1 DOTNET_ROOT="$2" PATH="$2:$PATH" timeout 900 \
        "$2/dotnet" "$3/pwsh.dll" -NoLogo -NoProfile -NonInteractive -File tests/Pester/Invoke-Suite.ps1 \
        -Pester "${packages}pester/$pester/tools/Pester.psd1" -Manifest "$PWD/$manifest" \
        -Emulator "$PWD/src/VgsCalm.Emulator/bin/Debug/net10.0/VgsCalm.Emulator.dll"
}

# The secret vault that comes with .NET Interactive is none that PowerShell has.
cp -r "$work"/tool/.store/*/*/*/*/tools/*/any "$work/7.5"
rm -r "$work"/7.5/Modules/*Secret*
lay_dotnet "$work/dotnet-9" 9.0.23
lay_shell "$work/7.5" 9.0.0

cp -r "$(dotnet tool run pwsh -NoProfile -Command '$PSHOME')" "$work/7.7"
lay_dotnet "$work/dotnet-11" 11.0.0
lay_shell "$work/7.7" 11.0.0
cp "$packages"{system.management.automation,microsoft.powershell.*}/7.7.0/runtimes/unix/lib/*/*.dll "$work/7.7"
cp "$packages"system.*/11.0.0/lib/net11.0/*.dll "$packages"microsoft.powershell.native/*/runtimes/"$runtime"/native/*.so "$work/7.7"

# Side by side: much of the suite is waiting.
play '7.5.4 on .NET 9.0.23' "$work/dotnet-9" "$work/7.5" > "$work/suite-7.5.log" 2>&1 &
running+=($!)
play '7.7.0 on .NET 11.0.0' "$work/dotnet-11" "$work/7.7" > "$work/suite-7.7.log" 2>&1 || true
wait "${running[@]}" || true

passed=0 failed=0
for version in 7.5 7.7; do
    log=$work/suite-$version.log
    if [[ $(grep -a '^Tests Passed: ' "$log") =~ ^Tests\ Passed:\ ([1-9][0-9]*),\ Failed:\ ([0-9]+), ]]; then
        echo "PowerShell $version: ${BASH_REMATCH[1]} passed, ${BASH_REMATCH[2]} failed"
        passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
        grep -a -A 12 '^ *\[-\] ' "$log" || true
    else
        echo "FAIL the suite did not come to its end in PowerShell $version"
        tail -n 30 "$log"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
((failed == 0))
