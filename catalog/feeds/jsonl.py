"""Reader of JSON lines, and of files that hold one JSON array of objects."""

from collections.abc import Iterator
from typing import BinaryIO

from catalog.feeds.json_records import read_objects
from catalog.feeds.options import ReaderOptions
from catalog.feeds.pipeline import collect_attributes, map_columns, to_products
from catalog.feeds.records import ProductRecord, RawRow, RowError


def read(stream: BinaryIO, *, options: ReaderOptions) -> Iterator[ProductRecord | RowError]:
    """Yield products of the API's shape; keys that are no field of a product become attributes."""
    return to_products(_rows(stream, options), options)


def _rows(stream: BinaryIO, options: ReaderOptions) -> Iterator[RawRow | RowError]:
    for row in read_objects(stream, max_bytes=options.max_row_bytes):
        if isinstance(row, RawRow):
            row = RawRow(row.row, collect_attributes(map_columns(row.values, options.field_map)))
        yield row
