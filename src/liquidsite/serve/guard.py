"""Refuse requests that name a foreign host or come from a foreign page.

A page on the web can make a browser send requests to 127.0.0.1, and its domain can resolve to
that address (DNS rebinding). The former shows in the header `Origin`, the latter in `Host`.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


@dataclass(frozen=True, slots=True)
class Guard:
    """An ASGI app in front of another. `host` is the address that the server is bound to."""

    app: ASGIApp
    host: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        refusal = self.refusal(headers.getlist("host"), headers.getlist("origin"))
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": refusal})
        else:
            await PlainTextResponse(refusal + "\n", 403)(scope, receive, send)

    def refusal(self, hosts: list[str], origins: list[str]) -> str | None:
        """Return why a request with these headers is refused; None when it is not."""
        if len(hosts) != 1 or not self._is_ours(f"//{hosts[0]}"):
            named = hosts[0] if hosts else ""
            return f"Host {named!r} is not this server. To allow it, serve with --host NAME."
        if len(origins) > 1 or not all(self._is_ours(origin) for origin in origins):
            return f"Origin {origins[0]!r} may not ask this server."
        return None

    def _is_ours(self, url: str) -> bool:
        name = _host_name(url)
        if name is None:
            return False
        if name in ("localhost", self.host.lower()) or name.endswith(".localhost"):
            return True
        address = _address(name)
        if not self._is_open:
            return address is not None and address.is_loopback
        # Bound to every address: DNS rebinding needs a name, so IP addresses are safe.
        own = socket.gethostname().lower()
        return address is not None or name in (own, f"{own}.local")

    @property
    def _is_open(self) -> bool:
        address = _address(self.host)
        return address is not None and address.is_unspecified


def _host_name(url: str) -> str | None:
    """Return the lower-case host of `scheme://host:port`; None when it has more or is not one."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises when it is no number
    except ValueError:
        return None
    plain = not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
    name = parts.hostname
    return name.rstrip(".") if plain and name and "\\" not in name else None


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
