"""Read JSON objects, one a line or as the elements of one array."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from catalog.feeds.chunks import DAMAGED, DamagedFileError, read_utf8_chunks
from catalog.feeds.json_array import read_elements
from catalog.feeds.lines import Line, read_lines
from catalog.feeds.records import RawRow, RowError


def read_objects(stream: BinaryIO, *, max_bytes: int) -> Iterator[RawRow | RowError]:
    """Yield the objects of a JSON-lines file (row = line) or of a top-level array (row = element)."""
    try:
        lines = _split(stream, max_bytes)
    except DamagedFileError:
        yield RowError(1, "file", DAMAGED)
        return
    for line in lines:
        if line.problem:
            yield RowError(line.number, "file", line.problem)
        elif line.text.strip():
            yield _parse(line)


def _split(stream: BinaryIO, max_bytes: int) -> Iterator[Line]:
    chunks = read_utf8_chunks(stream)
    first = next(chunks, b"")
    if first.lstrip().startswith(b"["):
        return read_elements(chain([first.lstrip()[1:]], chunks), max_bytes=max_bytes)
    return read_lines(chain([first], chunks), max_bytes=max_bytes)


def _parse(line: Line) -> RawRow | RowError:
    try:
        value = json.loads(line.text)
    except (ValueError, RecursionError) as error:
        return RowError(line.number, "file", f"is not valid JSON ({str(error)[:100]}): correct this row")
    if not isinstance(value, dict):
        return RowError(line.number, "file", 'is not an object: write {"id": "…", "title": "…"}')
    return RawRow(line.number, value)
