#!/usr/bin/env bash
# The module's assemblies as Windows PowerShell 5.1 loads them, on Mono, whose strict loader asks for exact versions as .NET Framework does:
# token, card, YAML and CSV against the emulator. Installs Mono from Debian's packages (as root). Last line: "N passed, N failed".
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/setup/surroundings.sh"
probe=$here/VgsCalm.DesktopProbe
emulator=$here/../../src/VgsCalm.Emulator

# mono-devel brings netstandard.dll and the other facades, which .NET Framework 4.7.2 has by itself.
{ command -v mono > /dev/null && [[ -e /usr/lib/mono/4.5/Facades/netstandard.dll ]]; } || install mono-devel

{ dotnet build "$probe" -v quiet && dotnet build "$emulator" -v quiet; } > "$work/build.log" 2>&1 ||
    fail 'the probe or the emulator does not build'
start emulator dotnet "$emulator/bin/Debug/net10.0/VgsCalm.Emulator.dll" --enrolment-delay 100
await_line emulator '(Ctrl.C stops it)'
address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$work/emulator.log" | head -n 1)
VGS_CLIENT_ID=$(sed -nE "s/.*VGS_CLIENT_ID='([^']+)'.*/\1/p" "$work/emulator.log" | head -n 1)
VGS_CLIENT_SECRET=$(sed -nE "s/.*VGS_CLIENT_SECRET='([^']+)'.*/\1/p" "$work/emulator.log" | head -n 1)
export VGS_CLIENT_ID VGS_CLIENT_SECRET
[[ -n $address && -n $VGS_CLIENT_SECRET ]] || fail 'the emulator did not say how to connect'

mkdir "$work/module"
cp -R "$here"/../../out/VgsCalm/*/. "$probe/bin/Debug/net472/VgsCalm.DesktopProbe.exe" "$work/module"
mono --assembly-loader=strict "$work/module/VgsCalm.DesktopProbe.exe" "$address"
