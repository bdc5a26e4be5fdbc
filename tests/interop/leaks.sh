#!/usr/bin/env bash
# Takes redaction out of a copy of the module, one piece after the other, and shows that the leak tests find each one missing.
# One line for each piece; last line: "N passed, N failed". VGSCALM_LEAKS_FULL=1 also plays every case for the pieces behind which
# another one stands, and shows that they are not needed by themselves.
set -euo pipefail
cd "$(dirname "$0")/../.."
export POWERSHELL_TELEMETRY_OPTOUT=1
dotnet build tests/interop/VgsCalm.LeakMutants --nologo -v quiet
exec dotnet run --no-build --project tests/interop/VgsCalm.LeakMutants
