"""Read event files: CSV, JSON lines, or Amazon reviews."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from catalog.feeds.amazon_interactions import read_interactions
from catalog.feeds.csv_table import read_table
from catalog.feeds.errors import FieldError
from catalog.feeds.json_records import read_objects
from catalog.feeds.options import ReaderOptions
from catalog.feeds.pipeline import map_columns, refusal
from catalog.feeds.records import RawRow, RowError
from users.events.records import EventRecord
from users.events.validation import MAX_AGE, parse_event

CSV_REQUIRED = ("event_id", "shopper_id", "type", "occurred_at")
ANY_AGE = timedelta(days=365 * 50)  # the Amazon reviews are history, not a shop's clock gone wrong


def read_events(
    stream: BinaryIO, *, file_format: str, now: datetime, options: ReaderOptions, max_age: timedelta | None = None
) -> Iterator[EventRecord | RowError]:
    """Yield the events of a file in one of EVENT_READERS' formats, in its order.

    Events older than `max_age` are refused: ten years, or fifty for amazon_reviews. Repeated event ids are
    passed on, because storing is idempotent by them.
    """
    oldest = max_age or (ANY_AGE if file_format == "amazon_reviews" else MAX_AGE)
    for row in EVENT_READERS[file_format](stream, options):
        yield row if isinstance(row, RowError) else _to_event(row, now, oldest)


def guess_format(path: str | Path) -> str:
    """Return csv or jsonl from a file's name, `.gz` ignored. Raises FieldError for any other name."""
    suffixes = [suffix.lower() for suffix in Path(path).suffixes if suffix.lower() != ".gz"]
    formats = {".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl"}
    if not suffixes or suffixes[-1] not in formats:
        raise FieldError(
            "file", f"{Path(path).name} does not tell its format: name it .csv or .jsonl, or give the format"
        )
    return formats[suffixes[-1]]


def _read_csv(stream: BinaryIO, options: ReaderOptions) -> Iterator[RawRow | RowError]:
    return _mapped(read_table(stream, options=options, required=CSV_REQUIRED), options)


def _read_jsonl(stream: BinaryIO, options: ReaderOptions) -> Iterator[RawRow | RowError]:
    return _mapped(read_objects(stream, max_bytes=options.max_row_bytes), options)


def _read_amazon(stream: BinaryIO, options: ReaderOptions) -> Iterator[RawRow | RowError]:
    return read_interactions(stream, options=options)


def _mapped(rows: Iterator[RawRow | RowError], options: ReaderOptions) -> Iterator[RawRow | RowError]:
    for row in rows:
        yield row if isinstance(row, RowError) else RawRow(row.row, map_columns(row.values, options.field_map))


def _to_event(row: RawRow, now: datetime, max_age: timedelta) -> EventRecord | RowError:
    try:
        return replace(parse_event(row.values, now=now, max_age=max_age), row=row.row)
    except FieldError as error:
        return refusal(row.row, error, row.values.get("event_id"))


EVENT_READERS: dict[str, Callable[[BinaryIO, ReaderOptions], Iterator[RawRow | RowError]]] = {
    "csv": _read_csv,
    "jsonl": _read_jsonl,
    "amazon_reviews": _read_amazon,
}
