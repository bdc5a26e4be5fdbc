#!/usr/bin/env bash
# Enrols rows against the emulator in a process that is ended at random moments by SIGKILL or SIGTERM, and looks at what is left:
# nothing lost, nothing sent twice, and after SIGTERM no row without its answer. Once more against a service that takes LIMIT
# requests a second (20), at the same time. KILLS=1000 for a long run; SEED, with LIMIT, repeats the moments of one.
set -euo pipefail
cd "$(dirname "$0")/../.."
export POWERSHELL_TELEMETRY_OPTOUT=1
dotnet build -c Release tests/interop/VgsCalm.KillTest --nologo -v quiet
run() { dotnet run -c Release --no-build --project tests/interop/VgsCalm.KillTest; }
if [[ -n "${LIMIT:-}" ]]; then
    run
    exit
fi

log=$(mktemp)
trap 'rm -f "$log" "$log.free"' EXIT
(KILLS="${LIMITED_KILLS:-20}" ROWS="" LIMIT=20 run) >"$log" 2>&1 &
limited=$! status=0
LIMIT=0 run 2>&1 | tee "$log.free" || status=1
wait "$limited" || status=1
cat "$log"
for part in "$log.free" "$log"; do grep -qE '^[0-9]+ passed, [0-9]+ failed$' "$part" || { echo 'FAIL a run did not come to its end'; status=1; }; done
awk -v status="$status" '/^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3 } END { if (status && !failed) failed = 1; print passed + 0 " passed, " failed + 0 " failed" }' "$log.free" "$log"
exit "$status"
