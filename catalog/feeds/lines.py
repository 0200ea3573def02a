"""Split a stream into lines of bounded length, each decoded or with the reason why it is not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.feeds.chunks import DAMAGED, DamagedFileError


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end. With a `problem`, `text` only keeps what is needed to find the next record."""

    number: int
    text: str
    problem: str = ""


def read_lines(chunks: Iterable[bytes], *, max_bytes: int) -> Iterator[Line]:
    """Yield the lines of `chunks`; never holds more than `max_bytes` and one chunk."""
    number = 1
    pending = _Pending(max_bytes)
    try:
        for chunk in chunks:
            *complete, rest = chunk.split(b"\n")
            for piece in complete:
                pending.add(piece)
                yield pending.take(number)
                number += 1
            pending.add(rest)
    except DamagedFileError:
        yield Line(number, "", DAMAGED)
        return
    if not pending.is_empty():
        yield pending.take(number)


class _Pending:
    """The line being collected; past the limit only its quotes are counted."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self._reset()

    def _reset(self) -> None:
        self.pieces: list[bytes] = []
        self.size = 0
        self.quotes = 0

    def is_empty(self) -> bool:
        return self.size == 0

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        self.quotes += piece.count(b'"')
        if self.size <= self.max_bytes:
            self.pieces.append(piece)
        else:
            self.pieces.clear()

    def take(self, number: int) -> Line:
        data, size, quotes = b"".join(self.pieces), self.size, self.quotes
        self._reset()
        if size > self.max_bytes:
            # An odd quote is kept: a CSV record that opens in this line then still closes where it should.
            return Line(number, '"' * (quotes % 2), too_long(size, self.max_bytes))
        return decode_line(number, data.removesuffix(b"\r"))


def decode_line(number: int, data: bytes) -> Line:
    """Decode one line; bytes that are not UTF-8 become the line's problem."""
    try:
        return Line(number, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        problem = f"byte {error.start + 1} of the line is not UTF-8: save the file as UTF-8 and import it again"
        return Line(number, data.decode("utf-8", errors="replace"), problem)


def too_long(size: int, limit: int) -> str:
    """Say that a row of `size` bytes exceeds `limit`."""
    return f"the row has {size:,} bytes, allowed are {limit:,}: shorten it, or look for a missing line end or quote"
