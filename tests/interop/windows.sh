#!/usr/bin/env bash
# The module on the Windows build of .NET and PowerShell, under Wine: not Windows, but paths, file sharing, line ends,
# locks, DPAPI and the Windows branches of the code run: a script of what users do, and test classes of the project. The
# emulator runs beside it on this machine.
set -euo pipefail
cd "$(dirname "$0")/../.."
export POWERSHELL_TELEMETRY_OPTOUT=1 DEBIAN_FRONTEND=noninteractive
if ! command -v wine >/dev/null; then
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends wine wine64 >/dev/null
fi
work=$(mktemp -d); emulator=
cleanup() { [ -z "$emulator" ] || kill "$emulator" 2>/dev/null || true; wineserver -k 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT

# Without the last of these the runtime ends in a finalizer once many runspaces are used. Wine makes its folders while the host is built.
export WINEPREFIX=$work/prefix WINEDEBUG=-all DISPLAY= PSExecutionPolicyPreference=Bypass DOTNET_EnableWriteXorExecute=0
(wine wineboot -i && wine winecfg -v win10) >/dev/null 2>&1 & booting=$!

dotnet publish tests/interop/VgsCalm.WindowsHost -c Release -o "$work/host" --nologo -v quiet >"$work/publish.log" ||
    { cat "$work/publish.log"; exit 1; }
dotnet build src/VgsCalm -c Release -v quiet --nologo >/dev/null
dotnet build src/VgsCalm.Emulator -v quiet --nologo >/dev/null
wait "$booting"

dotnet src/VgsCalm.Emulator/bin/Debug/net10.0/VgsCalm.Emulator.dll --token-lifetime 2 >"$work/emulator.log" & emulator=$!
until grep -q 'Ctrl+C stops it' "$work/emulator.log"; do sleep 0.2; done
value() { grep -o "$1='[^']*'" "$work/emulator.log" | tail -1 | cut -d"'" -f2; }
VGS_CLIENT_ID=$(value VGS_CLIENT_ID); VGS_CLIENT_SECRET=$(value VGS_CLIENT_SECRET)
EMULATOR=$(grep -o 'http://127.0.0.1:[0-9]*' "$work/emulator.log" | head -1)
mkdir "$work/files"
export VGS_CLIENT_ID VGS_CLIENT_SECRET EMULATOR MANIFEST="Z:${PWD//\//\\}\\out\\VgsCalm" FOLDER="Z:${work//\//\\}\\files"

# Two at a time: the script, and test classes of the project with their own emulator, each in a process of its own as Wine ends some
# processes of many runspaces. Classes that need Linux, TLS servers, or modules of the shell that a self-contained host lacks are left out.
classes=(
  ImportCardTests ImportStoppingTests ImportNumberTests ImportRowTests NewCardTests NewCardFailureTests CvvTypeTests
  RequestWindowTests RequestOutputTests CmpTests ConvertFromWebhookTests WebhookToCardTests
  ExportServiceAccountConfigTests ImportServiceAccountConfigTests NewServiceAccountTests RemoveServiceAccountTests
  SessionStoreTests SessionParameterTests SelectSessionTests SecretWipingTests EmulatorUriTests StagedLayoutTests PublicSurfaceTests
)
host() {
    timeout 300 wine "$work/host/VgsCalm.WindowsHost.exe" "$@" 2>&1 |
        grep --line-buffered -av '^wine: Read access denied for device'
}
play_classes() {
  for class in "${classes[@]}"; do
    host class "$class" >"$work/$class.log" || true

    # On a loaded machine Wine may not have told a new process of its drives yet, and PowerShell looks once: no test has begun then.
    if grep -qa "A drive with the name 'Z' does not exist" "$work/$class.log"; then
      host class "$class" >"$work/$class.log" || true
    fi
  done
}
play_classes & playing=$!
host "Z:${PWD//\//\\}\\tests\\interop\\Windows.ps1" | tee "$work/script.log" || true
wait "$playing" || true

passed=0 failed=0
count() { passed=$((passed + $1)); failed=$((failed + $2)); }
if [[ $(grep -a ' passed, ' "$work/script.log" | tail -n 1 | tr -d '\r') =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
  count "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
else
  echo 'FAIL the script did not come to its end'; count 0 1
fi
for class in "${classes[@]}"; do
  if [[ $(grep -a "^$class: " "$work/$class.log" | tr -d '\r') =~ ^$class:\ ([1-9][0-9]*)\ passed,\ ([0-9]+)\ failed ]]; then
    count "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
    grep -a "^$class: " "$work/$class.log"
    [ "${BASH_REMATCH[2]}" -eq 0 ] || cat "$work/$class.log"
  else
    echo "FAIL $class did not come to its end"; cat "$work/$class.log"; count 0 1
  fi
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
