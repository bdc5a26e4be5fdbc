#!/usr/bin/env bash
# A person signs in with Chromium, typing and clicking, at the emulator and at an OpenID server that others wrote (npm
# oidc-provider). signin.sh WORDS... runs the cases whose names have one of the words.
cd "$(dirname "$0")/../.."
source tests/interop/setup/surroundings.sh
install_missing chromium:chromium chromedriver:chromium-driver node:nodejs npm:npm

dotnet build src/VgsCalm --nologo -v quiet > "$work/build.log" 2>&1 || fail 'the module does not build'
dotnet build src/VgsCalm.Emulator --nologo -v quiet > "$work/build.log" 2>&1 || fail 'the emulator does not build'
MODULE=$(find "$PWD/out/VgsCalm" -name VgsCalm.psd1 | sort -V | tail -n 1)
if [[ -z ${PWSH:-} ]]; then
    dotnet tool restore > "$work/tools.log" 2>&1 || fail 'the tools do not restore'
    printf '#!/bin/sh\nexec dotnet tool run pwsh -- "$@"\n' > "$work/pwsh"
    chmod +x "$work/pwsh"
    PWSH=$work/pwsh
fi

cp tests/interop/signin/*.mjs "$work/"
(cd "$work" && echo '{"private":true,"type":"module"}' > package.json \
    && npm install --no-audit --no-fund --ignore-scripts oidc-provider@9.13.3) > "$work/npm.log" 2>&1 \
    || fail 'oidc-provider cannot be installed'

# The system's opener for this test: it notes the address, and the test takes it to the browser.
mkdir "$work/bin"
printf '#!/bin/sh\nprintf %%s "$1" > "%s"\n' "$work/opened" > "$work/bin/xdg-open"
chmod +x "$work/bin/xdg-open"

free_port() { node -e 'const s=require("net").createServer();s.listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
emulator_port=$(free_port) provider_port=$(free_port) driver_port=$(free_port)
start emulator dotnet src/VgsCalm.Emulator/bin/Debug/net10.0/VgsCalm.Emulator.dll \
    --port "$emulator_port" --person-password 'correct horse'
start provider node "$work/provider.mjs" "$provider_port"
start chromedriver chromedriver --port="$driver_port" --allowed-ips=127.0.0.1
for address in "$emulator_port/_emulator/state" "$provider_port/auth/realms/vgs/.well-known/openid-configuration" "$driver_port/status"; do
    curl --silent --output "$work/ready" --retry 60 --retry-delay 1 --retry-all-errors --max-time 60 "http://127.0.0.1:$address" \
        || fail "no answer from 127.0.0.1:$address"
done

export MODULE PWSH WORK=$work OPENED=$work/opened PASSWORD='correct horse' DISPLAY=:0 PATH="$work/bin:$PATH"
export EMULATOR=http://127.0.0.1:$emulator_port PROVIDER=http://127.0.0.1:$provider_port DRIVER=http://127.0.0.1:$driver_port
node "$work/cases.mjs" "$@"
