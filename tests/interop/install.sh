#!/usr/bin/env bash
# Packs the module and installs it as users do, from a folder that serves as repository, into a profile of its own: PSResourceGet and
# PowerShellGet, update, removal, import by name, and the Pester suite against what was installed. The emulator as a .NET tool besides.
set -euo pipefail
cd "$(dirname "$0")/../.."
export POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off NO_COLOR=1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
dotnet tool restore >/dev/null
pwsh="$(dotnet tool run pwsh -- -NoLogo -NoProfile -Command '$PSHOME')/pwsh.dll"
dotnet build src/VgsCalm.Emulator -v quiet >/dev/null
dotnet build tests/Pester -v quiet >/dev/null

# The packages: as README says, and one of the next version, for Update.
mkdir "$work/packages" "$work/home"
dotnet "$pwsh" -NoLogo -NoProfile -File build.ps1 -Task Pack >"$work/pack.log" || { cat "$work/pack.log"; exit 1; }
dotnet pack src/VgsCalm.Emulator --output "$work/tools" -v quiet >/dev/null
cp out/VgsCalm.*.nupkg "$work/packages/"

packages=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //; s#/*$#/#')
HOME=$work/home XDG_DATA_HOME='' XDG_CONFIG_HOME='' PSModulePath='' \
  dotnet "$pwsh" -NoLogo -NoProfile -NonInteractive -File tests/interop/Install.ps1 \
  -Packages "$work/packages" -Pwsh "$pwsh" -Pester "${packages}pester/5.9.1/tools/Pester.psd1" -Tools "$work/tools" -Work "$work"
