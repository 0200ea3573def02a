"""What every feed reader promises; each reader's tests inherit it with their own bytes."""

import gzip
import io
import tracemalloc
from collections.abc import Iterable, Iterator

from catalog.feeds.options import ReaderOptions
from catalog.feeds.records import ProductRecord, RowError
from catalog.feeds.registry import READERS

MEBIBYTE = 1 << 20


class PiecewiseStream(io.RawIOBase):
    """A file that is never whole in memory."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.pieces = iter(pieces)
        self.rest = b""
        self.bytes_read = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self.rest:
            self.rest = next((piece for piece in self.pieces if piece), b"")
        chunk, self.rest = self.rest[:size], self.rest[size:]
        self.bytes_read += len(chunk)
        return chunk


def read_all(format_name: str, data: bytes, **options: object) -> list[ProductRecord | RowError]:
    return list(READERS[format_name](io.BytesIO(data), options=ReaderOptions(**options)))


def ids(records: Iterable[ProductRecord | RowError]) -> list[str]:
    return [record.external_id for record in records if isinstance(record, ProductRecord)]


def errors(records: Iterable[ProductRecord | RowError]) -> list[RowError]:
    return [record for record in records if isinstance(record, RowError)]


class ReaderContract:
    """Inherit, and give the bytes of one format."""

    format_name: str
    head: bytes = b""  # before the first row
    tail: bytes = b""  # after the last row
    first_row = 1  # row number of the first product
    empty_field: str | None = None  # field of the error for an empty file, None if it gives nothing

    def row(self, external_id: str, *, title: str = "Mug", price: str = "5") -> bytes:
        raise NotImplementedError

    def file(self, *rows: bytes) -> bytes:
        return self.head + b"".join(rows) + self.tail

    def read(self, *rows: bytes) -> list[ProductRecord | RowError]:
        return read_all(self.format_name, self.file(*rows))

    def test_gives_products_in_file_order_when_all_rows_are_good(self) -> None:
        records = self.read(self.row("c"), self.row("a"), self.row("b"))

        assert ids(records) == ["c", "a", "b"]
        assert errors(records) == []

    def test_says_so_or_gives_nothing_when_file_is_empty(self) -> None:
        records = read_all(self.format_name, b"")

        assert [error.field for error in errors(records)] == ([self.empty_field] if self.empty_field else [])
        assert ids(records) == []

    def test_gives_nothing_when_file_has_no_rows(self) -> None:
        assert self.read() == []

    def test_keeps_the_other_rows_when_one_has_a_negative_price(self) -> None:
        records = self.read(self.row("a"), self.row("b", price="-5"), self.row("c"))

        assert ids(records) == ["a", "c"]
        (error,) = errors(records)
        assert (error.row, error.external_id) == (self.first_row + 1, "b")
        assert error.field.lower().endswith("price")
        assert error.message == "'-5' is negative: write the price the shopper pays, or leave it empty"

    def test_keeps_the_other_rows_when_one_has_no_title(self) -> None:
        records = self.read(self.row("a"), self.row("b", title=""), self.row("c"))

        assert ids(records) == ["a", "c"]
        assert [(error.row, error.field) for error in errors(records)] == [(self.first_row + 1, "title")]

    def test_keeps_the_first_when_an_id_comes_twice(self) -> None:
        records = self.read(self.row("a", title="First"), self.row("b"), self.row("a", title="Second"))

        assert ids(records) == ["a", "b"]
        assert records[0].texts["en"].title == "First"
        message = f"a was already in row {self.first_row}, which stays: give every one its own id, or remove this row"
        assert errors(records) == [RowError(self.first_row + 2, "id", message, "a")]

    def test_takes_the_later_row_when_the_first_with_its_id_was_refused(self) -> None:
        records = self.read(self.row("a", title=""), self.row("b"), self.row("a", title="Second"))

        assert ids(records) == ["b", "a"]

    def test_cleans_html_when_title_holds_markup(self) -> None:
        records = self.read(self.row("a", title="&lt;b&gt;Big&lt;/b&gt; Mug &amp;amp; Lid"))

        assert records[0].texts["en"].title == "Big Mug & Lid"

    def test_gives_the_rows_before_when_gzip_is_cut_off(self) -> None:
        rows = [self.row(f"p{number}", title=f"Mug {number**5}") for number in range(9000)]
        packed = gzip.compress(self.file(*rows))

        with gzip.open(io.BytesIO(packed[: len(packed) // 2])) as stream:
            records = list(READERS[self.format_name](stream, options=ReaderOptions()))

        found = ids(records)
        assert 100 < len(found) < 9000
        assert found == [f"p{number}" for number in range(len(found))]
        (error,) = errors(records)
        assert error is records[-1] or error is records[-2]
        assert error.field == "file"
        assert error.message.startswith("the file is damaged or cut off here: create it again")

    def test_reads_lazily_when_only_the_first_product_is_asked_for(self) -> None:
        rows = (self.row(f"p{number}") for number in range(20_000))
        stream = PiecewiseStream(self._pieces(rows))

        first = next(iter(READERS[self.format_name](stream, options=ReaderOptions())))

        assert first.external_id == "p0"
        assert stream.bytes_read < MEBIBYTE

    def test_refuses_a_huge_row_without_holding_it_when_it_has_100_mebibytes(self) -> None:
        before, after = self.row("b", title="@").split(b"@")
        filler = b"x" * (1 << 16)
        huge = [before, *[filler] * (100 * 16), after]
        pieces = [self.head, self.row("a"), *huge, b"".join(self.row(f"c{n}") for n in range(3)), self.tail]
        tracemalloc.start()

        records = list(READERS[self.format_name](PiecewiseStream(pieces), options=ReaderOptions()))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

        assert ids(records) == ["a", "c0", "c1", "c2"]
        (error,) = errors(records)
        assert (error.row, error.field) == (self.first_row + 1, "file")
        assert "allowed are 1,048,576: shorten it" in error.message
        assert peak < 8 * MEBIBYTE

    def _pieces(self, rows: Iterable[bytes]) -> Iterator[bytes]:
        yield self.head
        yield from rows
        yield self.tail
