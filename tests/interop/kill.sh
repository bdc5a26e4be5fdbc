#!/usr/bin/env bash
# Enrols rows against the emulator in a process that is killed (SIGKILL) at random moments, and looks at what is left:
# nothing lost, nothing sent twice. KILLS=1000 for a long run; SEED repeats the moments of one.
set -euo pipefail
cd "$(dirname "$0")/../.."
export POWERSHELL_TELEMETRY_OPTOUT=1
dotnet build -c Release tests/interop/VgsCalm.KillTest --nologo -v quiet
exec dotnet run -c Release --no-build --project tests/interop/VgsCalm.KillTest
