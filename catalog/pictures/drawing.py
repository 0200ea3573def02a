"""Turns SVG drawings into pixels, letting them reach for nothing outside themselves."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from catalog.pictures.errors import PictureError

SIDE = 256  # pixels of the longer side: what encoders look at
LARGEST_DRAWING = 1_000_000  # bytes; drawings are small, and each shape takes time


def is_drawing(content: bytes) -> bool:
    """Say whether bytes begin as an SVG does."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"<svg" in head


def draw(content: bytes) -> bytes:
    """Return a drawing as PNG, its longer side 256 pixels. Raises PictureError."""
    import resvg_py

    if len(content) > LARGEST_DRAWING:
        raise PictureError(f"is a drawing of {len(content):,} bytes: {LARGEST_DRAWING:,} are allowed")
    _check_stands_alone(content)
    try:
        return resvg_py.svg_to_bytes(
            svg_string=content.decode("utf-8-sig"), width=SIDE, height=SIDE, skip_system_fonts=True
        )
    except (ValueError, UnicodeDecodeError) as error:
        raise PictureError(f"is no drawing that can be read: {error}") from error


def _check_stands_alone(content: bytes) -> None:
    """Refuse entities, and links to other than the drawing's own parts: the renderer would open local files."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise PictureError(f"is no drawing that can be read: {error}") from error
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] == "href" and not value.startswith("#"):
                raise PictureError("is a drawing that refers to other files: embed its shapes")
