"""Pictures are checked before they are unpacked, and drawings become pixels."""

import io
import struct
import zlib

import pytest
from PIL import Image

from catalog.pictures.bitmap import readable
from catalog.pictures.errors import PictureError
from tests.catalog.pictures.picture_cases import drawing, picture, pixel

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"'


def claiming(width: int, height: int) -> bytes:
    """Return the head of a PNG of this size, without its pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">II", zlib.crc32(head), 9) + b"IDAT"


class ReadableTests:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
    def test_bytes_stay_as_they_are_when_they_are_a_picture(self, kind):
        content = picture(kind=kind)

        assert readable(content) == content

    def test_pixels_come_when_it_is_a_drawing(self):
        found = readable(b"\xef\xbb\xbf<?xml version='1.0'?>\n" + drawing("#00ff00"))

        assert Image.open(io.BytesIO(found)).size == (256, 256)
        assert pixel(found) == (0, 255, 0)

    def test_longer_side_is_256_when_a_drawing_claims_to_be_huge(self):
        found = readable(f'<svg {SVG} width="100000" height="900000"><path d="M0 0h9v9z"/></svg>'.encode())

        assert max(Image.open(io.BytesIO(found)).size) == 256


class ReadableRefusedTests:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "is none that can be read: send PNG, JPEG, WEBP, GIF, AVIF or SVG"),
            (b"<html>no picture</html>", "is none that can be read"),
            (picture(kind="TIFF"), "is none that can be read"),
            (picture()[:20], "is none that can be read"),
            (claiming(8000, 8000), "measures 8,000 × 8,000 pixels: make it smaller than 50,000,000 in all"),
            (claiming(60_000, 60_000), "has too many pixels: make it smaller than 50,000,000"),
            (claiming(100, 15), "the shorter side must have 16 or more"),
            (claiming(400, 16), "the longer one at most 10 times as many"),
        ],
        ids=["empty", "page", "format", "cut off", "large", "bomb", "small", "narrow"],
    )
    def test_picture_is_refused_with_the_reason(self, content, words):
        with pytest.raises(PictureError, match=words.replace("(", r"\(")):
            readable(content)

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (f'<svg {SVG}><image href="/etc/hostname.png"/></svg>', "refers to other files"),
            (f'<svg {SVG}><image xlink:href="http://127.0.0.1/a.png"/></svg>', "refers to other files"),
            (f'<svg {SVG}><use href="other.svg#part"/></svg>', "refers to other files"),
            (f"<!DOCTYPE svg [<!ENTITY a 'aaa'>]><svg {SVG}><title>&a;</title></svg>", "no drawing that can be read"),
            (f"<svg {SVG}><rect>", "no drawing that can be read"),
            (f'<svg {SVG} width="0" height="0"/>', "no drawing that can be read"),
            (f"<svg {SVG}>{' ' * 1_000_001}</svg>", "is a drawing of 1,000,"),
        ],
        ids=["file", "address", "part of a file", "entity", "open", "nothing", "long"],
    )
    def test_drawing_is_refused_with_the_reason(self, content, words):
        with pytest.raises(PictureError, match=words):
            readable(content.encode())
