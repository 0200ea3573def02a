"""Pictures on the web: only public hosts, limited in time and size; the web itself is faked."""

import asyncio
import ipaddress

import httpx
import pytest

from catalog.pictures import fetching
from catalog.pictures.errors import PictureError
from catalog.pictures.fetching import fetch_many
from catalog.pictures.hosts import is_public
from tests.catalog.pictures.picture_cases import picture

PUBLIC = "93.184.215.14"
ADDRESS = "https://shop.example/a.png"
RED = picture()


def fetched(address: str = ADDRESS, *, answer=None, found=(PUBLIC,)) -> bytes | PictureError:
    async def resolve(host: str, port: int) -> list[str]:
        return list(found[host]) if isinstance(found, dict) else list(found)

    transport = httpx.MockTransport(answer or (lambda request: image()))
    return fetch_many([address], resolve=resolve, transport=transport)[address]


def image(content: bytes = RED, kind: str = "image/png", status: int = 200) -> httpx.Response:
    return httpx.Response(status, content=content, headers={"content-type": kind})


class FetchTests:
    def test_bytes_come_from_the_checked_address_in_the_name_of_the_host(self):
        asked: list[httpx.Request] = []

        def answer(request: httpx.Request) -> httpx.Response:
            asked.append(request)
            return image()

        assert fetched("https://shop.example:8443/a.png?size=2", answer=answer) == RED
        assert str(asked[0].url) == f"https://{PUBLIC}:8443/a.png?size=2"
        assert asked[0].headers["host"] == "shop.example:8443"
        assert asked[0].extensions["sni_hostname"] == "shop.example"

    def test_address_of_version_6_is_asked(self):
        def answer(request: httpx.Request) -> httpx.Response:
            return image(str(request.url).encode())

        assert fetched(answer=answer, found=["2606:2800:21f::1"]) == b"https://[2606:2800:21f::1]/a.png"

    def test_redirect_is_followed_when_it_leads_to_a_public_host(self):
        def answer(request: httpx.Request) -> httpx.Response:
            if request.headers["host"] == "shop.example":
                return httpx.Response(302, headers={"location": "//files.example/b.png"})
            return image(request.headers["host"].encode())

        assert fetched(answer=answer) == b"files.example"

    def test_kind_may_be_untold(self):
        assert fetched(answer=lambda request: image(kind="application/octet-stream")) == RED

    def test_each_address_has_its_own_outcome_when_many_are_fetched(self):
        async def resolve(host: str, port: int) -> list[str]:
            return ["10.0.0.1"] if host.startswith("inside") else [PUBLIC]

        addresses = [f"https://{name}{number}.example/" for number in range(10) for name in ("shop", "inside")]
        found = fetch_many(addresses, resolve=resolve, transport=httpx.MockTransport(lambda request: image()))

        assert [address for address in addresses if found[address] == RED] == addresses[::2]

    def test_nothing_is_fetched_when_there_is_no_address(self):
        assert fetch_many([]) == {}


class FetchRefusedTests:
    @pytest.mark.parametrize(
        "inside",
        [
            "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
            "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1",
            "64:ff9b::7f00:1", "2002:7f00:1::",
        ],
    )  # fmt: skip
    def test_host_is_never_asked_when_its_address_is_not_public(self, inside):
        error = fetched(answer=self.never, found=[PUBLIC, inside])

        assert "is at shop.example, which is no public address" in str(error)

    @pytest.mark.parametrize("address", ["http://127.0.0.1/a", "http://[::1]:8000/", "http://2130706433/", "http://0/"])
    def test_address_in_numbers_is_refused_by_the_real_resolver(self, address):
        found = fetch_many([address], transport=httpx.MockTransport(self.never))

        assert "which is no public address" in str(found[address])

    def test_redirect_is_refused_when_it_leads_inside(self):
        def answer(request: httpx.Request) -> httpx.Response:
            return httpx.Response(302, headers={"location": "http://metadata.example/latest/"})

        error = fetched(answer=answer, found={"shop.example": [PUBLIC], "metadata.example": ["169.254.169.254"]})

        assert "is at metadata.example, which is no public address" in str(error)

    @pytest.mark.parametrize(
        "location", ["file:///etc/passwd", "ftp://shop.example/", "https://me:secret@shop.example/"]
    )
    def test_redirect_is_refused_when_it_leads_off_the_web(self, location):
        error = fetched(answer=lambda request: httpx.Response(302, headers={"location": location}))

        assert "has an address without host, or with a password" in str(error)

    @pytest.mark.parametrize(
        ("answer", "words"),
        [
            (httpx.Response(302, headers={"location": ADDRESS}), "is behind more than 3 redirects"),
            (image(status=404), "was refused by its host with status 404"),
            (image(kind="text/html; charset=utf-8"), "is no picture: its host says text/html"),
            (image(b"x" * 10_000_001), "is larger than 10,000,000 bytes"),
        ],
        ids=["loop", "missing", "page", "large"],
    )
    def test_answer_is_refused_with_the_reason(self, answer, words):
        assert words in str(fetched(answer=lambda request: answer))

    def test_host_is_named_when_it_does_not_answer(self):
        def refuse(request: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("connection refused")

        def wait(request: httpx.Request) -> httpx.Response:
            raise httpx.ReadTimeout("")

        assert str(fetched(answer=refuse)) == "could not be fetched from shop.example: connection refused"
        assert str(fetched(answer=wait)) == "did not come within 5 seconds from shop.example"

    def test_picture_is_given_up_when_it_drips(self, monkeypatch):
        async def drip():
            while True:
                await asyncio.sleep(0.005)
                yield b"x"

        monkeypatch.setattr(fetching, "DEADLINE_SECONDS", 0.05)

        error = fetched(answer=lambda request: httpx.Response(200, content=drip()))

        assert "took longer than" in str(error)

    def test_host_is_named_when_nobody_knows_it(self):
        address = "https://shop.invalid/a.png"

        assert "is at shop.invalid, which is not found" in str(fetch_many([address])[address])

    @staticmethod
    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"{request.url} was asked")


class IsPublicTests:
    @pytest.mark.parametrize("text", [PUBLIC, "8.8.8.8", "2606:2800:21f::1", "64:ff9b::808:808", "::ffff:8.8.8.8"])
    def test_address_of_the_internet_is_public(self, text):
        assert is_public(ipaddress.ip_address(text))
