"""Open a feed file, packed with gzip or not."""

import gzip
from pathlib import Path
from typing import BinaryIO, cast

GZIP_MAGIC = b"\x1f\x8b"


def open_feed(path: str | Path) -> BinaryIO:
    """Open `path` for reading bytes; gzip is known by its first two bytes, whatever the file's name."""
    stream = Path(path).open("rb")  # noqa: SIM115 - the caller closes it
    magic = stream.read(2)
    stream.seek(0)
    if magic != GZIP_MAGIC:
        return stream
    stream.close()
    return cast(BinaryIO, gzip.open(path, "rb"))
