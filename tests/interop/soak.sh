#!/usr/bin/env bash
# One session shared by 64 runspaces while its tokens expire, are revoked and hard to get; ten thousand connects and
# disconnects; pipelines stopped at random moments. Counts failed calls, token requests, handles, threads, heap, and
# what is still sent after a stop. About a minute besides the build. SOAK=10 does ten times as much; SEED repeats a
# run's faults and moments. Linux only: it counts /proc/self/fd.
set -euo pipefail
cd "$(dirname "$0")/../.."
export POWERSHELL_TELEMETRY_OPTOUT=1
dotnet build -c Release tests/interop/VgsCalm.Soak --nologo -v quiet
exec dotnet run -c Release --no-build --project tests/interop/VgsCalm.Soak
