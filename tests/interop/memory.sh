#!/usr/bin/env bash
# Enrols a small file and a larger one against a stub, each in a process of its own, and compares what memory they needed.
# ROWS=1000000 for the long run.
set -euo pipefail
cd "$(dirname "$0")/../.."
export POWERSHELL_TELEMETRY_OPTOUT=1
dotnet build -c Release tests/interop/VgsCalm.MemoryTest --nologo -v quiet
exec dotnet run -c Release --no-build --project tests/interop/VgsCalm.MemoryTest
