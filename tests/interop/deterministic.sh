#!/usr/bin/env bash
# Builds the module twice, from two clones in two places: every file of the package must be the same, byte for byte, and
# its symbols must name the sources of the commit at the repository's address. It builds what is committed. Last line:
# "N passed, N failed".
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 CI=true

for place in first "second place"; do
    git clone --quiet "$repository" "$work/$place"
    git -C "$work/$place" remote set-url origin https://github.com/example/VgsCalm
    if ! dotnet build "$work/$place/src/VgsCalm" -c Release -v quiet > "$work/build.log" 2>&1; then
        tail -n 20 "$work/build.log"
        echo '0 passed, 1 failed'
        exit 1
    fi
    (cd "$work/$place/out/VgsCalm" && find . -type f -print0 | sort -z | xargs -0 sha256sum) > "$work/$place.sums"
done

passed=0 failed=0
while read -r sum file; do
    if grep -qxF "$sum  $file" "$work/second place.sums"; then
        passed=$((passed + 1))
    else
        echo "differs: $file"
        failed=$((failed + 1))
    fi
done < "$work/first.sums"
[[ $(wc -l < "$work/first.sums") -eq $(wc -l < "$work/second place.sums") ]] || { echo 'not the same files'; failed=$((failed + 1)); }

commit=$(git -C "$repository" rev-parse HEAD)
for assembly in VgsCalm VgsCalm.Core VgsCalm.Formats; do
    sources="$work/first/src/$assembly/obj/Release/netstandard2.0/$assembly.sourcelink.json"
    if grep -q "https://raw.githubusercontent.com/example/VgsCalm/$commit/\*" "$sources"; then
        passed=$((passed + 1))
    else
        echo "$assembly names no sources"; failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
