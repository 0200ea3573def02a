"""Turn one item of a Google Merchant feed into the API's shape."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

from catalog.feeds.errors import FieldError
from catalog.feeds.money import split_money
from catalog.feeds.values import parse_time

GOOGLE = "{http://base.google.com/ns/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"
ROOT_TAGS = frozenset({"rss", f"{ATOM}feed", "feed", "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"})
ITEM_TAGS = frozenset({"item", "{http://purl.org/rss/1.0/}item", f"{ATOM}entry", "entry"})
BUYABLE = {"in_stock": True, "preorder": True, "backorder": True, "out_of_stock": False}
FIELD_NAMES = """
    id title description summary content link image_link additional_image_link availability price sale_price
    sale_price_effective_date cost_of_goods_sold brand product_type google_product_category guid updated pubDate
"""
FIELDS = frozenset(FIELD_NAMES.split())


def build_item(item: Element, *, now: datetime) -> dict[str, Any]:
    """Return the item as the API would send it; tags without a field of their own stay as they are."""
    tags = _collect(item)
    first = {name: values[0] for name, values in tags.items()}
    amount, currency = split_money(_price(first, now))
    return {name: values for name, values in tags.items() if name not in FIELDS} | {
        "id": first.get("id", ""),
        "title": first.get("title", ""),
        "description": first.get("description") or first.get("summary") or first.get("content", ""),
        "url": first.get("link", ""),
        "images": tags.get("image_link", []) + tags.get("additional_image_link", []),
        "available": _availability(first.get("availability", "")),
        "price": amount,
        "currency": currency,
        "cost": _cost(first, currency),
        "brand": first.get("brand", ""),
        "category": _category(first),
    }


def _collect(item: Element) -> dict[str, list[str]]:
    """Collect the texts of leaf tags by name; where a plain and a g: tag have one name, g: counts."""
    plain: dict[str, list[str]] = {}
    google: dict[str, list[str]] = {}
    for child in item:
        href = child.get("href") if child.tag == f"{ATOM}link" else None
        text = child.text or href or ""
        if len(child) == 0 and text.strip():
            target = google if child.tag.startswith(GOOGLE) else plain
            target.setdefault(child.tag.rpartition("}")[2], []).append(text.strip())
    return plain | google


def _price(first: Mapping[str, str], now: datetime) -> str:
    sale = first.get("sale_price", "")
    return sale if sale and _is_in_force(first.get("sale_price_effective_date", ""), now) else first.get("price", "")


def _cost(first: Mapping[str, str], currency: Any) -> Any:
    """Return the cost of goods sold; nothing where it is told in another currency than the price."""
    amount, own = split_money(first.get("cost_of_goods_sold", ""))
    return amount if own in ("", currency) else None


def _is_in_force(period: str, now: datetime) -> bool:
    start, _, end = (part.strip() for part in period.partition("/"))
    begins = parse_time("sale_price_effective_date", start)
    ends = parse_time("sale_price_effective_date", end)
    return (begins is None or begins <= now) and (ends is None or now < ends)


def _availability(text: str) -> bool | None:
    word = text.strip().lower().replace(" ", "_")
    if word and word not in BUYABLE:
        raise FieldError(
            "availability", f"{text!r:.40} is unknown: write in_stock, out_of_stock, preorder or backorder"
        )
    return BUYABLE.get(word)


def _category(first: Mapping[str, str]) -> str:
    google = first.get("google_product_category", "")
    return first.get("product_type") or ("" if google.isdecimal() else google)
