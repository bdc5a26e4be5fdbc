#!/usr/bin/env bash
# The transport faults of WireMock, a server that others wrote: answers that are empty, random, malformed, reset, or that drip.
# Installs Java and npm from Debian's packages where they are missing (as root), WireMock from npm, and runs VgsCalm.WireMock.Tests
# against it on a free port of the loopback. Last line: "N passed, N failed"; the exit code is 1 unless all passed.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/setup/surroundings.sh"
project=$here/VgsCalm.WireMock.Tests

install_missing java:default-jre-headless npm:npm
npm install --prefix "$work" --no-audit --no-fund --ignore-scripts wiremock@3.13.2 > "$work/npm.log" 2>&1 ||
    fail 'could not install WireMock'
start wiremock java -jar "$work/node_modules/wiremock/build/wiremock-standalone-3.13.2.jar" \
    --port 0 --bind-address 127.0.0.1 --root-dir "$work" --disable-banner
dotnet build "$project" -m:1 -v quiet > "$work/build.log" 2>&1 || fail 'the test project does not build'
await_line wiremock 'port: +([0-9]+)'

WIREMOCK_ADDRESS=http://127.0.0.1:$found run_tests "$project" "$@"
