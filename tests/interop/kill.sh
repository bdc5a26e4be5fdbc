#!/usr/bin/env bash
# Enrols rows against the emulator in a process that is ended at random moments by SIGKILL or SIGTERM, and looks at what is left:
# nothing lost, nothing sent twice, and after SIGTERM no row without its answer. Once more against a service that takes LIMIT
# requests a second (20), and once while answers are lost and torn, requests refused and tokens revoked. KILLS=1000 for a long run;
# SEED, with LIMIT and STORMS, repeats the moments of one.
set -euo pipefail
cd "$(dirname "$0")/../.."
export POWERSHELL_TELEMETRY_OPTOUT=1
dotnet build -c Release tests/interop/VgsCalm.KillTest --nologo -v quiet
run() { dotnet run -c Release --no-build --project tests/interop/VgsCalm.KillTest; }
if [[ -n "${LIMIT:-}" ]]; then
    run
else
    LIMIT=0 run
    KILLS="${LIMITED_KILLS:-20}" ROWS="" LIMIT=20 run
    KILLS="${STORMY_KILLS:-15}" ROWS="" LIMIT=0 STORMS=1 run
fi
