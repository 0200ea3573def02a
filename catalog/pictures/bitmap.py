"""Checks pictures before anything unpacks them: a few kilobytes can claim to be gigabytes of pixels."""

import io
import struct

from catalog.pictures.drawing import draw, is_drawing
from catalog.pictures.errors import PictureError

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "AVIF")
MOST_PIXELS = 50_000_000  # 200 MB unpacked; a camera of the trade makes 12 to 48 million
SHORTEST_SIDE = 16
LARGEST_RATIO = 10  # a side scaled to the encoder's size takes the other one with it


def readable(content: bytes) -> bytes:
    """Return bytes that a picture encoder reads: these, or a drawing's pixels. Raises PictureError."""
    if is_drawing(content):
        return draw(content)
    _check_size(*_size(content))
    return content


def _size(content: bytes) -> tuple[int, int]:
    """Return width and height from the head of a picture, without unpacking it."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            return picture.size
    except Image.DecompressionBombError as error:
        raise PictureError(f"has too many pixels: make it smaller than {MOST_PIXELS:,}") from error
    except (OSError, SyntaxError, ValueError, struct.error) as error:
        raise PictureError(f"is none that can be read: send {', '.join(FORMATS)} or SVG") from error


def _check_size(width: int, height: int) -> None:
    short, long = sorted((width, height))
    if short < SHORTEST_SIDE or long > LARGEST_RATIO * short:
        raise PictureError(
            f"measures {width:,} × {height:,} pixels: the shorter side must have {SHORTEST_SIDE} or more, "
            f"the longer one at most {LARGEST_RATIO} times as many"
        )
    if width * height > MOST_PIXELS:
        raise PictureError(f"measures {width:,} × {height:,} pixels: make it smaller than {MOST_PIXELS:,} in all")
