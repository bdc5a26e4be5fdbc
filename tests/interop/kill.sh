#!/usr/bin/env bash
# Enrols rows against the emulator in a process that is ended at random moments by SIGKILL or SIGTERM, and looks at what is left:
# nothing lost, nothing sent twice, and after SIGTERM no row without its answer. Once more against a service that takes LIMIT
# requests a second (20), and once while answers are lost and torn, requests refused and tokens revoked; all three at the same time.
# KILLS=1000 for a long run; SEED, with LIMIT and STORMS, repeats the moments of one.
set -euo pipefail
cd "$(dirname "$0")/../.."
export POWERSHELL_TELEMETRY_OPTOUT=1
dotnet build -c Release tests/interop/VgsCalm.KillTest --nologo -v quiet
run() { dotnet run -c Release --no-build --project tests/interop/VgsCalm.KillTest; }
if [[ -n "${LIMIT:-}" ]]; then
    run
    exit
fi

log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
LIMIT=0 run >"$log/free" 2>&1 & runs=($!)
KILLS="${LIMITED_KILLS:-20}" ROWS="" LIMIT=20 run >"$log/limited" 2>&1 & runs+=($!)
KILLS="${STORMY_KILLS:-15}" ROWS="" LIMIT=0 STORMS=1 run >"$log/stormy" 2>&1 & runs+=($!)
status=0
for one in "${runs[@]}"; do wait "$one" || status=1; done
for part in "$log"/*; do
    cat "$part"
    grep -qE '^[0-9]+ passed, [0-9]+ failed$' "$part" || { echo 'FAIL a run did not come to its end'; status=1; }
done
awk -v status="$status" '/^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3 } END { if (status && !failed) failed = 1; print passed + 0 " passed, " failed + 0 " failed" }' "$log"/*
exit "$status"
