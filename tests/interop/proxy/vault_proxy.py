"""Makes mitmproxy a vault's outbound proxy: every host is the test's upstream, aliases are revealed, requests are noted."""
import os

from mitmproxy import http
from mitmproxy.proxy import server_hooks

API = "calm.sandbox.verygoodsecurity.app"
ALIASES = {"tok_sandbox_9GmV3c7qA4kY1x": "5415775831611962"}


class VaultProxy:
    def http_connect(self, flow: http.HTTPFlow) -> None:
        # Having refused a CONNECT, mitmproxy never answers another one on the same connection (mitmproxy#5519).
        if flow.response:
            flow.response.headers["Connection"] = "close"

    def server_connect(self, data: server_hooks.ServerConnectionHookData) -> None:
        with open(os.environ["UPSTREAM"], encoding="utf-8") as port:
            data.server.address = ("127.0.0.1", int(port.read()))
        data.server.sni = API

    def request(self, flow: http.HTTPFlow) -> None:
        with open(os.environ["REQUEST_LOG"], "a", encoding="utf-8") as log:
            log.write(f"{flow.request.method} {flow.request.pretty_url}\n")
        body = flow.request.get_text() or ""
        for alias, number in ALIASES.items():
            body = body.replace(alias, number)
        flow.request.set_text(body)


addons = [VaultProxy()]
