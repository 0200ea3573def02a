"""Put the rows of one Shopify handle together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from catalog.feeds.errors import FieldError
from catalog.feeds.money import parse_price
from catalog.feeds.pipeline import refusal
from catalog.feeds.records import RawRow, RowError
from catalog.feeds.values import MAX_STOCK, parse_whole_number

METAFIELD = " (product.metafields."
VARIANT_COLUMNS = ("Variant Price", "Variant SKU", "Option1 Value", "Variant Inventory Qty")


@dataclass(frozen=True, slots=True)
class Variant:
    """Price, cost and stock of one row; stock None means that the shop does not count it."""

    price: Decimal | None
    cost: Decimal | None
    stock: int | None
    sold_without_stock: bool


def build_product(rows: list[RawRow]) -> Iterator[RawRow | RowError]:
    """Yield the refusals of single variants, then the product in the API's shape, if any variant is left."""
    variants: list[Variant] = []
    accepted: list[RawRow] = []
    refused = 0
    for row in rows:
        try:
            variants += [_variant(row.values)] if _has_variant(row.values) else []
            accepted.append(row)
        except FieldError as error:
            refused += 1
            yield refusal(row.row, error, row.values.get("Handle"))
    if variants or not refused:
        yield RawRow(rows[0].row, _product(rows[0].values, accepted, variants))


def _has_variant(values: Mapping[str, Any]) -> bool:
    return any(_cell(values, column) for column in VARIANT_COLUMNS)


def _variant(values: Mapping[str, Any]) -> Variant:
    price = parse_price("Variant Price", _cell(values, "Variant Price"))
    cost = parse_price("Cost per item", _cell(values, "Cost per item"))
    quantity = _cell(values, "Variant Inventory Qty")
    stock = parse_whole_number("Variant Inventory Qty", quantity, low=-MAX_STOCK, high=MAX_STOCK)
    counted = bool(_cell(values, "Variant Inventory Tracker")) or "Variant Inventory Tracker" not in values
    # Oversold variants count below zero; they must not eat the stock of the others.
    stock = max(stock, 0) if stock is not None and counted else None
    return Variant(price, cost, stock, _cell(values, "Variant Inventory Policy").lower() == "continue")


def _product(head: Mapping[str, Any], rows: list[RawRow], variants: list[Variant]) -> dict[str, Any]:
    priced = [variant for variant in variants if variant.price is not None]
    cheapest = min(priced, key=lambda variant: variant.price or 0, default=None)
    stocks = [variant.stock for variant in variants if variant.stock is not None]
    on_sale = _cell(head, "Status").lower() in ("", "active") and _cell(head, "Published").lower() in ("", "true")
    category = _cell(head, "Product Category") or _cell(head, "Type")
    return {
        "id": _cell(head, "Handle"),
        "title": _cell(head, "Title"),
        "description": _cell(head, "Body (HTML)"),
        "brand": _cell(head, "Vendor"),
        "category": category,
        "price": cheapest.price if cheapest else None,
        "cost": cheapest.cost if cheapest else None,
        "stock": min(sum(stocks), MAX_STOCK) if stocks else None,
        "available": on_sale and (not variants or any(_is_buyable(variant) for variant in variants)),
        "url": f"/products/{_cell(head, 'Handle')}" if _cell(head, "Handle") else "",
        "images": _distinct(_cell(row.values, "Image Src") for row in rows),
        "attributes": _attributes(head, rows),
    }


def _is_buyable(variant: Variant) -> bool:
    return variant.stock is None or variant.stock > 0 or variant.sold_without_stock


def _attributes(head: Mapping[str, Any], rows: list[RawRow]) -> dict[str, str]:
    found = {column.split(METAFIELD)[0]: _cell(head, column) for column in head if METAFIELD in column}
    found["Type"] = _cell(head, "Type") if _cell(head, "Product Category") else ""
    found["Tags"] = _cell(head, "Tags")
    for number in (1, 2, 3):
        name = _cell(head, f"Option{number} Name")
        values = _distinct(_cell(row.values, f"Option{number} Value") for row in rows)
        if name and name != "Title":  # the export's name for "no options"
            found[name] = ", ".join(values)
    grams = next((cell for row in rows if (cell := _cell(row.values, "Variant Grams")).strip("0.")), "")
    found["Weight"] = f"{grams} g" if grams else ""
    return {name: value for name, value in found.items() if value}


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _cell(values: Mapping[str, Any], column: str) -> str:
    return str(values.get(column) or "").strip()
