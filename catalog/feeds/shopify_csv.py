"""Reader of a Shopify product export: several rows with one handle are one product."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from catalog.feeds.csv_table import read_table
from catalog.feeds.options import ReaderOptions
from catalog.feeds.pipeline import map_columns, to_products
from catalog.feeds.records import ProductRecord, RawRow, RowError
from catalog.feeds.shopify_product import build_product

REQUIRED = ("Handle", "Title")


def read(stream: BinaryIO, *, options: ReaderOptions) -> Iterator[ProductRecord | RowError]:
    """Yield one product a handle: options collected, lowest price, summed stock, pictures in order.

    A variant that cannot be accepted is refused alone; the product goes in without it.
    """
    rows = read_table(stream, options=options, required=REQUIRED)
    return to_products(_products(rows, options), options)


def _products(rows: Iterable[RawRow | RowError], options: ReaderOptions) -> Iterator[RawRow | RowError]:
    group: list[RawRow] = []
    for row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        mapped = RawRow(row.row, map_columns(row.values, options.field_map))
        if group and mapped.values["Handle"].strip() != group[0].values["Handle"].strip():
            yield from build_product(group)
            group = []
        group.append(mapped)
    if group:
        yield from build_product(group)
