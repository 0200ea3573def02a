"""Cut a JSON array into its elements without parsing it, in bounded memory."""

import re
from collections.abc import Iterable, Iterator

from catalog.feeds.chunks import DAMAGED, DamagedFileError
from catalog.feeds.lines import Line, decode_line, too_long

STRUCTURE = re.compile(rb'["\\{}\[\],\n]')
NOT_CLOSED = "the array is not closed here: the file is cut off or a bracket is missing"


def read_elements(chunks: Iterable[bytes], *, max_bytes: int) -> Iterator[Line]:
    """Yield the elements of an array whose opening bracket was taken off; `number` counts them.

    One broken element does not hide the next: each is cut out by its brackets and parsed on its own.
    """
    cutter = _Cutter(max_bytes)
    try:
        for chunk in chunks:
            yield from cutter.feed(chunk)
            if cutter.closed:
                return
    except DamagedFileError:
        yield Line(cutter.number, "", DAMAGED)
        return
    yield Line(cutter.number, "", NOT_CLOSED)


class _Cutter:
    """Follows brackets and strings. JSON allows no raw line end in a string, so one ends a broken string."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.number = 1
        self.closed = False
        self._depth = 0
        self._in_string = False
        self._escaped = -1  # position in the chunk of the character after a backslash
        self._pieces: list[bytes] = []
        self._size = 0

    def feed(self, chunk: bytes) -> Iterator[Line]:
        start = 0
        for match in STRUCTURE.finditer(chunk):
            if match.start() != self._escaped and self._ends_element(match[0], match.start()):
                self._keep(chunk[start : match.start()])
                start = match.end()
                yield from self._take()
            if self.closed:
                return
        self._keep(chunk[start:])
        self._escaped -= len(chunk)

    def _ends_element(self, token: bytes, position: int) -> bool:
        if self._in_string:
            self._escaped = position + 1 if token == b"\\" else self._escaped
            self._in_string = token not in b'"\n'
            return False
        if token == b'"':
            self._in_string = True
        elif token in b"{[":
            self._depth += 1
        elif token in b"}]":
            self._depth -= 1
            self.closed = self._depth < 0
        return self.closed or (token == b"," and self._depth == 0)

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size <= self.max_bytes:
            self._pieces.append(piece)
        else:
            self._pieces.clear()

    def _take(self) -> Iterator[Line]:
        data, size = b"".join(self._pieces), self._size
        self._pieces, self._size = [], 0
        if size > self.max_bytes:
            yield Line(self.number, "", too_long(size, self.max_bytes))
        elif data.strip():
            yield decode_line(self.number, data)
        self.number += 1
