"""Which machines pictures may be fetched from: public ones, never this network's own."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from catalog.pictures.errors import PictureError

TRANSLATED = IPv6Network("64:ff9b::/96")  # IPv4 inside IPv6, RFC 6052

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


async def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host as the system's resolver gives them. Raises PictureError."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise PictureError(f"is at {host}, which is not found: {error}") from error
    return [str(address[0]) for *_, address in found]


async def public_address(host: str, port: int, resolve: Resolve = resolve) -> str:
    """Return the address to connect to. Raises PictureError where any address of the host is not public.

    The connection must go to this very address: a second look-up could answer something else.
    """
    found = [ip_address(text.partition("%")[0]) for text in await resolve(host, port)]
    if not found or not all(is_public(address) for address in found):
        raise PictureError(f"is at {host}, which is no public address: serve it from the web, or upload it")
    return str(found[0])


def is_public(address: Address) -> bool:
    """Say whether an address belongs to the internet, also where it wraps an IPv4 address."""
    wrapped = _wrapped(address)
    if wrapped is not None:
        return is_public(wrapped)
    return address.is_global and not address.is_multicast


def _wrapped(address: Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
