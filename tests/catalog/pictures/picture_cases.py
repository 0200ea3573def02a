"""Small pictures made on the spot."""

import io

from PIL import Image

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="%s"/></svg>'


def picture(colour: str = "red", size: tuple[int, int] = (32, 32), kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


def drawing(colour: str = "red") -> bytes:
    return DRAWING % colour.encode()


def pixel(content: bytes) -> tuple[int, ...]:
    """Return the middle of a picture as red, green, blue."""
    with Image.open(io.BytesIO(content)) as opened:
        return opened.convert("RGB").getpixel((opened.width // 2, opened.height // 2))
