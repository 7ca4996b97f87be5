"""Which network addresses count as inward. IANA special-purpose registries (RFC 6890), as `ipaddress` knows them."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from typing import Literal

from disputelint.checker.crawl.patience import in_time

Reach = Literal["public", "loopback", "private", "link_local", "unknown"]
_NAMES_OF_LOOPBACK = ("localhost", "ip6-localhost", "ip6-loopback")
_CARRIER = ipaddress.ip_network("100.64.0.0/10")  # RFC 6598: neither private nor global for `ipaddress`


def reach_of_address(text: str) -> Reach:
    """How far an IP address reaches; `unknown` when `text` is not one (a host name)."""
    try:
        address = ipaddress.ip_address(text.strip("[]").split("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1] or address
    if address.is_link_local:
        return "link_local"
    if address.is_loopback or address.is_unspecified:
        return "loopback"
    if address.is_private or address.is_multicast or address.is_reserved or address in _CARRIER:
        return "private"
    return "public"


def reach_of_name(host: str) -> Reach:
    """What a host says of itself without asking DNS: IP literals (also in short, octal and hex forms) and localhost."""
    name = host.lower().rstrip(".")
    if name in _NAMES_OF_LOOPBACK or name.endswith(".localhost"):
        return "loopback"
    literal = reach_of_address(name)
    if literal != "unknown" or not name or not name[-1].isalnum():
        return literal
    last = name.rsplit(".", 1)[-1]
    if last.isdigit() or last.startswith("0x"):  # WHATWG URL, "ends in a number": such a host is an IPv4 address
        try:
            return reach_of_address(socket.inet_ntoa(socket.inet_aton(name)))
        except OSError:
            return "private"
    return "unknown"


async def reach_of_host(host: str, timeout: float = 5.0) -> Reach:
    """The narrowest reach of all addresses that `host` resolves to; `unknown` when it does not resolve."""
    literal = reach_of_name(host)
    if literal != "unknown":
        return literal
    loop = asyncio.get_running_loop()
    try:
        found = await in_time(loop.getaddrinfo(host, None, type=socket.SOCK_STREAM), timeout)
    except (TimeoutError, OSError, UnicodeError):
        return "unknown"
    reaches = {reach_of_address(str(entry[4][0])) for entry in found}
    order: tuple[Reach, ...] = ("link_local", "loopback", "private", "public")
    return next((reach for reach in order if reach in reaches), "unknown")
