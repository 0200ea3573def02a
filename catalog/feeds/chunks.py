"""Read a stream in bounded pieces, as UTF-8 whatever its byte order mark says."""

import codecs
import zlib
from collections.abc import Iterator
from typing import BinaryIO

CHUNK_BYTES = 1 << 16
DAMAGED = "the file is damaged or cut off here: create it again; the rows before this one were read"


class DamagedFileError(Exception):
    """The stream ends or fails in the middle, as a gzip file does that was not fully copied."""


def read_raw_chunk(stream: BinaryIO) -> bytes:
    """Read at most CHUNK_BYTES. Raises DamagedFileError where the packed data are broken."""
    try:
        return stream.read(CHUNK_BYTES)
    except (EOFError, OSError, zlib.error) as error:
        raise DamagedFileError from error


def read_utf8_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the stream's bytes without byte order mark; UTF-16 with a mark is re-coded to UTF-8."""
    first = read_raw_chunk(stream)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from _recode_utf16(first, stream)
        return
    chunk = first.removeprefix(codecs.BOM_UTF8)
    while chunk:
        yield chunk
        chunk = read_raw_chunk(stream)


def _recode_utf16(first: bytes, stream: BinaryIO) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
    chunk = first
    while chunk:
        yield decoder.decode(chunk).encode("utf-8")
        chunk = read_raw_chunk(stream)
    yield decoder.decode(b"", final=True).encode("utf-8")
