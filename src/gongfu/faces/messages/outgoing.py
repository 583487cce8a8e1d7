"""The one way out to addresses that people type: never into the inner network.

The check is on the address to which the connection is made, so that a name whose meaning changes
between question and answer gains nothing; redirects are not followed.  Networks that the operator
names (`GONGFU_WEBHOOK_NETS`) are allowed, and without TLS as well.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

from django.conf import settings

_SECONDS, _MOST = 10, 65_536
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Forbidden(OSError):
    """The address leads where nothing of ours may go."""


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Send a body and return the status.  Raises Forbidden, OSError, HTTPException."""
    parts = urlsplit(url)
    connection = _Guarded(parts.hostname or "", parts.port, secure=parts.scheme == "https")
    try:
        path = parts.path or "/"
        connection.request("POST", f"{path}?{parts.query}" if parts.query else path, body, headers)
        answer = connection.getresponse()
        answer.read(_MOST)
        return answer.status
    finally:
        connection.close()


class _Guarded(http.client.HTTPConnection):
    """A connection to an address that was looked at."""

    def __init__(self, host: str, port: int | None, *, secure: bool) -> None:
        self._secure = secure
        super().__init__(host, port or (443 if secure else 80), timeout=_SECONDS)

    def connect(self) -> None:
        """Connect to the first address of the host, if all of them are allowed."""
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        inner = [_inner(str(target[0]), secure=self._secure) for *_more, target in found]
        if not found or any(inner):
            raise Forbidden("this address is not allowed")
        family, sort, protocol, _name, target = found[0]
        plain = socket.socket(family, sort, protocol)
        plain.settimeout(_SECONDS)
        plain.connect(target)
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(plain, server_hostname=self.host) if self._secure else plain


def _inner(text: str, *, secure: bool) -> bool:
    """Say whether an address must not be connected to."""
    address: Address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    networks = [ipaddress.ip_network(one) for one in settings.GONGFU_WEBHOOK_NETS]
    if any(address.version == one.version and address in one for one in networks):
        return False
    translated = address.version == 6 and address in _TRANSLATED
    return not (secure and address.is_global and not address.is_multicast and not translated)
