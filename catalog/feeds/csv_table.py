"""Read a CSV file as rows of named columns."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import BinaryIO

from catalog.feeds.chunks import DAMAGED, DamagedFileError, read_utf8_chunks
from catalog.feeds.csv_records import CsvRecord, read_csv_records, sniff_delimiter
from catalog.feeds.lines import read_lines
from catalog.feeds.options import ReaderOptions
from catalog.feeds.records import RawRow, RowError

Rename = Callable[[str], str]


def read_table(
    stream: BinaryIO, *, options: ReaderOptions, required: Sequence[str], rename: Rename = str.strip
) -> Iterator[RawRow | RowError]:
    """Yield one RawRow a record, its row the line on which it starts; blank lines are passed over.

    The delimiter (comma, semicolon or tab) is taken from the header. If a column in `required` is missing
    after `rename` and the options' field map, one RowError says so and nothing else is read.
    """
    try:
        lines = read_lines(read_utf8_chunks(stream), max_bytes=options.max_row_bytes)
        first = next((line for line in lines if line.text.strip() or line.problem), None)
    except DamagedFileError:
        yield RowError(1, "file", DAMAGED)
        return
    delimiter = sniff_delimiter(first.text if first else "")
    lines = chain([first] if first else [], lines)
    records = read_csv_records(lines, delimiter, max_bytes=options.max_row_bytes)
    header = next(records, CsvRecord(1, []))
    columns = [rename(name) for name in header.cells]
    refusal = _check_header(header, columns, options, required)
    if refusal:
        yield refusal
        return
    for record in records:
        yield _to_row(record, columns)


def _check_header(
    header: CsvRecord, columns: list[str], options: ReaderOptions, required: Sequence[str]
) -> RowError | None:
    if header.problem:
        return RowError(header.number, "file", header.problem)
    present = set(columns) | {field for field, column in options.field_map.items() if column in columns}
    missing = [name for name in required if name not in present]
    if missing:
        return RowError(header.number, missing[0], _missing_message(missing, columns))
    absent = [column for column in options.field_map.values() if column not in columns]
    if absent:
        return RowError(header.number, absent[0], f"is mapped but not in the file; {_found(columns)}: correct the map")
    twice = next((name for name in columns if name and columns.count(name) > 1), "")
    if twice:
        return RowError(header.number, twice, "is the name of two columns: rename or remove one")
    return None


def _missing_message(missing: list[str], columns: list[str]) -> str:
    names = ", ".join(missing)
    return f"the file lacks the column {names}; {_found(columns)}: add it, or map one with {missing[0]}=<column>"


def _found(columns: list[str]) -> str:
    return f"it has {', '.join(columns)[:500]}" if columns else "it is empty"


def _to_row(record: CsvRecord, columns: list[str]) -> RawRow | RowError:
    if record.problem:
        return RowError(record.number, "file", record.problem)
    if len(record.cells) != len(columns):
        counts = f"the row has {len(record.cells)} cells, the header {len(columns)}"
        return RowError(record.number, "file", f"{counts}: put quotes around cells that hold the delimiter")
    return RawRow(record.number, {name: cell for name, cell in zip(columns, record.cells, strict=True) if name})
