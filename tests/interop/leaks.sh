#!/usr/bin/env bash
# Takes redaction out of a copy of the module, one piece after the other, and shows that the leak tests find each one missing.
# One line for each piece; last line: "N passed, N failed". VGSCALM_LEAKS_FULL=1 also plays every case for the pieces behind which
# another one stands, and shows that they are not needed by themselves.
set -euo pipefail
cd "$(dirname "$0")/../.."
export POWERSHELL_TELEMETRY_OPTOUT=1
dotnet build tests/interop/VgsCalm.LeakMutants --nologo -v quiet
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT

# Each case is played whole, and each piece is taken out, in one of the processes. One more than there are cores: cases wait, too.
parts=$(($(nproc) + 1))
processes=()
for ((part = 0; part < parts; part++)); do
  dotnet run --no-build --project tests/interop/VgsCalm.LeakMutants "$part" "$parts" "$log" >"$log/$part.log" 2>&1 &
  processes+=($!)
done
status=0
for process in "${processes[@]}"; do wait "$process" || status=1; done
for part in "$log"/*.log; do
    cat "$part"
    grep -qE '^[0-9]+ passed, [0-9]+ failed$' "$part" || { echo 'FAIL one of the processes did not come to its end'; status=1; }
done
awk -v status="$status" '
    /^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3 }
    END { if (status && !failed) failed = 1; print passed + 0 " passed, " failed + 0 " failed" }' "$log"/*.log
exit "$status"
