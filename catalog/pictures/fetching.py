"""Fetches pictures from the web. Addresses come from feeds, so nothing about them is trusted."""

import asyncio
from collections.abc import AsyncIterator, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import httpx

from catalog.pictures.errors import PictureError
from catalog.pictures.hosts import Resolve, public_address, resolve

LARGEST_FILE = 10_000_000  # bytes
TIMEOUT_SECONDS = 5.0  # of connecting, and between two pieces
DEADLINE_SECONDS = 20.0  # of the whole, redirects included
MOST_REDIRECTS = 3
AT_ONCE = 8  # fetched at the same time, so that one slow host does not hold up the rest
UNTOLD = "application/octet-stream"  # what object stores say of files they know nothing of
PORTS = {"http": 80, "https": 443}


def fetch_many(
    addresses: Collection[str], *, resolve: Resolve = resolve, transport: httpx.AsyncBaseTransport | None = None
) -> dict[str, bytes | PictureError]:
    """Return, for each address on the web, the bytes of its picture or what is wrong with it."""

    async def run() -> dict[str, bytes | PictureError]:
        turn = asyncio.Semaphore(AT_ONCE)
        async with httpx.AsyncClient(transport=transport, timeout=TIMEOUT_SECONDS, trust_env=False) as client:
            found = await asyncio.gather(*(_in_time(client, address, resolve, turn) for address in addresses))
        return dict(zip(addresses, found, strict=True))

    if not addresses:
        return {}
    with ThreadPoolExecutor(1) as aside:  # a loop of its own, whether or not one runs in the caller's thread
        return aside.submit(asyncio.run, run()).result()


async def _in_time(
    client: httpx.AsyncClient, address: str, resolve: Resolve, turn: asyncio.Semaphore
) -> bytes | PictureError:
    async with turn:
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                return await _fetch(client, address, resolve)
        except TimeoutError:
            return PictureError(f"took longer than {DEADLINE_SECONDS:.0f} seconds to come")
        except PictureError as error:
            return error


async def _fetch(client: httpx.AsyncClient, address: str, resolve: Resolve) -> bytes:
    """Follow redirects by hand: each address must be public, and is what the connection then goes to."""
    url = _url(address)
    for _ in range(MOST_REDIRECTS + 1):
        async with _answer(client, url, resolve) as answer:
            if not answer.has_redirect_location:
                _check(answer)
                return await _content(answer)
            url = _url(str(url.join(answer.headers["location"])))
    raise PictureError(f"is behind more than {MOST_REDIRECTS} redirects: name its final address")


def _url(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise PictureError(f"has an address that is none: {error}") from error
    if url.scheme not in PORTS or not url.host or url.userinfo:
        raise PictureError("has an address without host, or with a password: write https://host/path")
    return url


@asynccontextmanager
async def _answer(client: httpx.AsyncClient, url: httpx.URL, resolve: Resolve) -> AsyncIterator[httpx.Response]:
    """Ask the host at its checked address, in its own name."""
    host = url.raw_host.decode("ascii")
    target = url.copy_with(host=await public_address(host, url.port or PORTS[url.scheme], resolve))
    headers = {"Host": url.netloc.decode("ascii"), "Accept": "image/*", "Accept-Encoding": "identity"}
    try:
        async with client.stream("GET", target, headers=headers, extensions={"sni_hostname": host}) as answer:
            yield answer
    except httpx.TimeoutException as error:
        raise PictureError(f"did not come within {TIMEOUT_SECONDS:.0f} seconds from {host}") from error
    except httpx.HTTPError as error:
        raise PictureError(f"could not be fetched from {host}: {error or type(error).__name__}") from error


def _check(answer: httpx.Response) -> None:
    if answer.status_code != httpx.codes.OK:
        raise PictureError(f"was refused by its host with status {answer.status_code}")
    kind = answer.headers.get("content-type", UNTOLD).partition(";")[0].strip().lower()
    if not kind.startswith("image/") and kind != UNTOLD:
        raise PictureError(f"is no picture: its host says {kind:.60}")


async def _content(answer: httpx.Response) -> bytes:
    content = bytearray()
    async for piece in answer.aiter_bytes():
        content += piece
        if len(content) > LARGEST_FILE:
            raise PictureError(f"is larger than {LARGEST_FILE:,} bytes: serve a smaller one")
    return bytes(content)
