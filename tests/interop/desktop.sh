#!/usr/bin/env bash
# The module's assemblies as Windows PowerShell 5.1 loads them, on Mono, whose strict loader asks for exact versions as .NET Framework does:
# token, card, YAML and CSV against the emulator. Installs Mono from Debian's packages (as root). Last line: "N passed, N failed".
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
probe=$here/VgsCalm.DesktopProbe
emulator=$here/../../src/VgsCalm.Emulator
work=$(mktemp -d)
trap 'kill "${running:-}" 2> /dev/null || true; rm -rf "$work"' EXIT

fail() {
    echo "desktop.sh: $1" >&2
    for log in "$work"/*.log; do [[ -s $log ]] && tail -n 20 "$log" >&2; done
    echo '0 passed, 1 failed'
    exit 1
}

# mono-devel brings netstandard.dll and the other facades, which .NET Framework 4.7.2 has by itself.
if ! command -v mono > /dev/null || [[ ! -e /usr/lib/mono/4.5/Facades/netstandard.dll ]]; then
    ((EUID == 0)) || fail 'needs root to install mono-devel'
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends mono-devel; } > "$work/apt.log" 2>&1 \
        || fail 'could not install mono-devel'
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
{ dotnet build "$probe" -v quiet && dotnet build "$emulator" -v quiet; } > "$work/build.log" 2>&1 || fail 'the probe or the emulator does not build'

: > "$work/emulator.log"
dotnet "$emulator/bin/Debug/net10.0/VgsCalm.Emulator.dll" --enrolment-delay 100 > "$work/emulator.log" 2>&1 &
running=$!
for ((i = 0; i < 600; i++)); do
    grep -q 'Ctrl+C stops it' "$work/emulator.log" && break
    kill -0 "$running" 2> /dev/null || fail 'the emulator did not start'
    sleep 0.1
done
address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$work/emulator.log" | head -n 1)
VGS_CLIENT_ID=$(sed -nE "s/.*VGS_CLIENT_ID='([^']+)'.*/\1/p" "$work/emulator.log" | head -n 1)
VGS_CLIENT_SECRET=$(sed -nE "s/.*VGS_CLIENT_SECRET='([^']+)'.*/\1/p" "$work/emulator.log" | head -n 1)
export VGS_CLIENT_ID VGS_CLIENT_SECRET
[[ -n $address && -n $VGS_CLIENT_SECRET ]] || fail 'the emulator did not say how to connect'

mkdir "$work/module"
cp -R "$here"/../../out/VgsCalm/*/. "$probe/bin/Debug/net472/VgsCalm.DesktopProbe.exe" "$work/module"
mono --assembly-loader=strict "$work/module/VgsCalm.DesktopProbe.exe" "$address"
