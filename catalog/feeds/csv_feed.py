"""Reader of the plain CSV feed: one product a row, columns named as the API's fields."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from catalog.feeds.csv_table import read_table
from catalog.feeds.options import ReaderOptions
from catalog.feeds.pipeline import collect_attributes, map_columns, to_products
from catalog.feeds.records import ProductRecord, RawRow, RowError
from catalog.feeds.validation import PRODUCT_FIELDS

NOT_IN_CSV = {"texts", "attributes", "reviews"}
LOCALISED = re.compile(r"(?P<part>title|description)[:_](?P<locale>[a-z]{2}([-_][a-z]{2}|[-_]hans|[-_]hant)?)", re.I)


def read(stream: BinaryIO, *, options: ReaderOptions) -> Iterator[ProductRecord | RowError]:
    """Yield one product a row.

    `title:de` or `title_de` gives another locale's title; images are separated by `|`; other columns
    become attributes.
    """
    return to_products(_rows(stream, options), options)


def _rows(stream: BinaryIO, options: ReaderOptions) -> Iterator[RawRow | RowError]:
    for row in read_table(stream, options=options, required=("id", "title"), rename=_field_name):
        if isinstance(row, RawRow):
            mapped = map_columns(row.values, options.field_map)
            row = RawRow(row.row, collect_attributes(_with_texts(mapped)))
        yield row


def _field_name(column: str) -> str:
    name = column.strip()
    if name.lower() in NOT_IN_CSV:
        return f"{name} (feed)"  # a cell cannot hold what the API means by this name
    return name.lower() if name.lower() in PRODUCT_FIELDS else name


def _with_texts(values: dict[str, Any]) -> dict[str, Any]:
    texts: dict[str, dict[str, str]] = {}
    rest: dict[str, Any] = {}
    for name, value in values.items():
        match = LOCALISED.fullmatch(name)
        if match:
            texts.setdefault(match["locale"], {})[match["part"].lower()] = value
        else:
            rest[name] = value
    return rest | {"texts": texts} if texts else rest
