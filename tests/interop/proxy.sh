#!/usr/bin/env bash
# The proxy tests: the module through proxies that others wrote. Installs what it needs from Debian's packages (as root), starts
#   tinyproxy   a CONNECT proxy that wants credentials
#   mitmproxy   a proxy that wants credentials and signs TLS anew with its own authority, as a vault's outbound proxy does
#   stunnel     TLS in front of both: https:// proxies
# on free ports of the loopback, runs tests/interop/VgsCalm.Interop.Tests and takes everything down again.
# Last line: "N passed, N failed"; the exit code is 1 unless all passed.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/setup/surroundings.sh"
project=$here/VgsCalm.Interop.Tests

# free_ports N: numbers of ports without a listener, below those that outgoing connections are given.
free_ports() {
    python3 - "$1" <<'PY'
import random, socket, sys

sockets = []
while len(sockets) < int(sys.argv[1]):
    try:
        sockets.append(socket.create_server(("127.0.0.1", random.randrange(15000, 30000))))
    except OSError:
        pass
print(*(s.getsockname()[1] for s in sockets))
PY
}

# await NAME PORT: until it takes connections, and is still running.
await() {
    for ((i = 0; i < 900; i++)); do
        if (exec 3<> "/dev/tcp/127.0.0.1/$2") 2> /dev/null; then
            kill -0 "${running[@]}" || fail "$1 did not stay up"
            return 0
        fi
        sleep 0.1
    done
    fail "$1 does not answer on port $2"
}

install_missing tinyproxy:tinyproxy-bin mitmdump:mitmproxy stunnel:stunnel4 openssl:openssl python3:python3
certificates=$work/certificates
mkdir "$certificates" "$work/mitmproxy"
bash "$here/proxy/certificates.sh" "$certificates" || fail 'could not make the certificates'
read -r connect_port resigning_port tls_connect_port tls_resigning_port <<< "$(free_ports 4)"
user=vault-user

cat > "$work/tinyproxy.conf" <<CONF
Listen 127.0.0.1
Port $connect_port
LogFile "$work/connect-requests.log"
LogLevel Connect
Timeout 60
MaxClients 100
Allow 127.0.0.1
BasicAuth $user secret-of-tinyproxy
CONF
cat > "$work/stunnel.conf" <<CONF
foreground = yes
pid =
cert = $certificates/vault-signed-server.pem
[connect]
accept = 127.0.0.1:$tls_connect_port
connect = 127.0.0.1:$connect_port
[connect under an address that is not in the certificate]
accept = 127.0.0.2:$tls_connect_port
connect = 127.0.0.1:$connect_port
[resigning]
accept = 127.0.0.1:$tls_resigning_port
connect = 127.0.0.1:$resigning_port
CONF
cat "$certificates/vault-ca.key" "$certificates/vault-ca.pem" > "$work/mitmproxy/mitmproxy-ca.pem"

start tinyproxy tinyproxy -d -c "$work/tinyproxy.conf"
start stunnel stunnel "$work/stunnel.conf"
UPSTREAM=$work/upstream REQUEST_LOG=$work/resigning-requests.log start mitmproxy \
    mitmdump --set confdir="$work/mitmproxy" --set listen_host=127.0.0.1 --set listen_port="$resigning_port" \
    --set proxyauth="$user:secret-of-mitmproxy" --set connection_strategy=lazy --set upstream_cert=false \
    --set ssl_verify_upstream_trusted_ca="$certificates/system-ca.pem" \
    --set "certs=expired.example=$certificates/expired-server.pem" \
    --set "certs=another-host.example=$certificates/another-host-server.pem" \
    --scripts "$here/proxy/vault_proxy.py"

dotnet build "$project" -m:1 -v quiet > "$work/build.log" 2>&1 || fail 'the test project does not build'
await tinyproxy "$connect_port"
await mitmproxy "$resigning_port"
await stunnel "$tls_connect_port"
await stunnel "$tls_resigning_port"

# .NET reads SSL_CERT_FILE when it starts: for the tests the system trusts system-ca, and nothing else.
SSL_CERT_FILE=$certificates/system-ca.pem SSL_CERT_DIR=$work/none \
    INTEROP_CERTIFICATES=$certificates \
    INTEROP_CONNECT_PROXY=http://127.0.0.1:$connect_port INTEROP_CONNECT_PROXY_TLS=https://localhost:$tls_connect_port \
    INTEROP_CONNECT_LOG=$work/connect-requests.log INTEROP_CONNECT_PASSWORD=secret-of-tinyproxy \
    INTEROP_RESIGNING_PROXY=http://127.0.0.1:$resigning_port INTEROP_RESIGNING_PROXY_TLS=https://localhost:$tls_resigning_port \
    INTEROP_RESIGNING_LOG=$work/resigning-requests.log INTEROP_RESIGNING_PASSWORD=secret-of-mitmproxy \
    INTEROP_USER=$user INTEROP_UPSTREAM=$work/upstream \
    run_tests "$project" "$@"
