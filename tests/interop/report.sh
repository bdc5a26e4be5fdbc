#!/usr/bin/env bash
# Makes the report of an import against the emulator, and reads it in a browser without a network.
# PICTURES=<folder> keeps the pictures that it takes, for people to look at.
set -euo pipefail
cd "$(dirname "$0")/../.."
export POWERSHELL_TELEMETRY_OPTOUT=1 DEBIAN_FRONTEND=noninteractive
if ! command -v chromium >/dev/null; then
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi
dotnet build -c Release tests/interop/VgsCalm.ReportTest --nologo -v quiet
exec dotnet run -c Release --no-build --project tests/interop/VgsCalm.ReportTest
