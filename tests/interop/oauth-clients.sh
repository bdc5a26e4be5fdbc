#!/usr/bin/env bash
# OAuth clients that others wrote (npm openid-client and oauth4webapi) against the emulator's realm: discovery, client
# credentials, code with PKCE, device code, refresh, introspection, revocation.
cd "$(dirname "$0")/../.."
source tests/interop/setup/surroundings.sh
install_missing node:nodejs npm:npm

dotnet build src/VgsCalm.Emulator --nologo -v quiet > "$work/build.log" 2>&1 || fail 'the emulator does not build'
cp tests/interop/oauth-clients/*.mjs "$work/"
(cd "$work" && echo '{"private":true,"type":"module"}' > package.json \
    && npm install --no-audit --no-fund --ignore-scripts openid-client@6.9.0 oauth4webapi@3.8.8) > "$work/npm.log" 2>&1 \
    || fail 'the clients cannot be installed'

start emulator dotnet src/VgsCalm.Emulator/bin/Debug/net10.0/VgsCalm.Emulator.dll --person-password 'correct horse'
await_line emulator '^VGS emulator on (http[^ ]+) .*'
EMULATOR=$found
await_line emulator "^ +.*VGS_CLIENT_ID='([^']+)'.*"
CLIENT_ID=$found
await_line emulator "^ +.*VGS_CLIENT_SECRET='([^']+)'.*"
CLIENT_SECRET=$found
export EMULATOR CLIENT_ID CLIENT_SECRET PASSWORD='correct horse'
node "$work/cases.mjs"
