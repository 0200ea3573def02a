"""From raw rows to product records: map columns, validate, refuse duplicates."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from catalog.feeds.attributes import attribute_text
from catalog.feeds.errors import FieldError
from catalog.feeds.options import ReaderOptions
from catalog.feeds.records import ProductRecord, RawRow, RowError
from catalog.feeds.validation import PRODUCT_FIELDS, parse_product


def to_products(rows: Iterable[RawRow | RowError], options: ReaderOptions) -> Iterator[ProductRecord | RowError]:
    """Validate each row; of rows with one id the first valid one stays."""
    first_rows: dict[str, int] = {}
    for row in rows:
        record = row if isinstance(row, RowError) else _to_product(row, options)
        if isinstance(row, RawRow) and isinstance(record, ProductRecord):
            first = first_rows.setdefault(record.external_id, row.row)
            if first != row.row:
                record = duplicate(row.row, record.external_id, first)
        yield record


def duplicate(row: int, external_id: str, first: int, *, field: str = "id") -> RowError:
    """Say that row `first` already has this id."""
    message = (
        f"{external_id:.60} was already in row {first}, which stays: give every one its own id, or remove this row"
    )
    return RowError(row, field, message, external_id)


def refusal(row: int, error: FieldError, external_id: object) -> RowError:
    """Tie a field's error to its row."""
    identifier = external_id if isinstance(external_id, str | int) else ""
    return RowError(row, error.field, error.message, str(identifier))


def map_columns(values: Mapping[str, Any], field_map: Mapping[str, str]) -> dict[str, Any]:
    """Rename columns to the fields they fill; a column whose name is taken by that becomes an attribute."""
    sources = set(field_map.values())
    mapped = {name: value for name, value in values.items() if name not in sources and name not in field_map}
    displaced = {name: values[name] for name in field_map if name in values and name not in sources}
    mapped |= {name: values.get(column) for name, column in field_map.items()}
    if displaced:
        mapped["attributes"] = displaced | _own_attributes(mapped)
    return mapped


def collect_attributes(values: Mapping[str, Any]) -> dict[str, Any]:
    """Move columns that are no field of a product into `attributes`."""
    product = {name: value for name, value in values.items() if name in PRODUCT_FIELDS}
    extra = {name: attribute_text(value) for name, value in values.items() if name not in PRODUCT_FIELDS}
    if extra and isinstance(product.get("attributes") or {}, Mapping):
        product["attributes"] = extra | _own_attributes(product)
    return product


def _own_attributes(values: Mapping[str, Any]) -> dict[str, Any]:
    own = values.get("attributes")
    return dict(own) if isinstance(own, Mapping) else {}


def _to_product(row: RawRow, options: ReaderOptions) -> ProductRecord | RowError:
    try:
        return parse_product(
            row.values, default_locale=options.default_locale, default_currency=options.default_currency
        )
    except FieldError as error:
        return refusal(row.row, error, row.values.get("id"))
