"""Validate one product as the API and the readers give it."""

from collections.abc import Mapping
from typing import Any

from catalog.feeds.attributes import parse_attributes, parse_category
from catalog.feeds.errors import FieldError
from catalog.feeds.links import parse_images, parse_url
from catalog.feeds.locales import parse_locale
from catalog.feeds.money import parse_currency, parse_price
from catalog.feeds.records import ProductRecord
from catalog.feeds.reviews import parse_reviews
from catalog.feeds.texts import parse_texts
from catalog.feeds.values import (
    MAX_STOCK,
    parse_boolean,
    parse_identifier,
    parse_optional_boolean,
    parse_text,
    parse_time,
    parse_whole_number,
)

__all__ = ["PRODUCT_FIELDS", "FieldError", "parse_product"]

MAX_BRAND = 200
FIELD_NAMES = """
    id title description texts locale brand price currency cost stock available hidden url images attributes
    category created_at reviews
"""
PRODUCT_FIELDS = frozenset(FIELD_NAMES.split())


def parse_product(raw: Mapping[str, Any], *, default_locale: str, default_currency: str) -> ProductRecord:
    """Validate one product of `POST /products/bulk/`; raises FieldError for the first field that is wrong.

    Flat `title` and `description` are in `locale`, or else the default. Without `available`, stock decides.
    """
    _check_shape(raw)
    external_id = parse_identifier("id", raw.get("id"))
    locale = parse_locale("locale", raw.get("locale") or default_locale)
    stock = parse_whole_number("stock", raw.get("stock"), low=0, high=MAX_STOCK)
    return ProductRecord(
        external_id=external_id,
        texts=parse_texts(raw, default_locale=locale),
        brand=parse_text("brand", raw.get("brand"), max_length=MAX_BRAND),
        price=parse_price("price", raw.get("price")),
        currency=parse_currency("currency", raw.get("currency"), default=default_currency),
        cost=parse_price("cost", raw.get("cost")),
        stock=stock,
        available=parse_boolean("available", raw.get("available"), default=stock != 0),
        hidden=parse_optional_boolean("hidden", raw.get("hidden")),
        url=parse_url("url", raw.get("url")),
        images=parse_images("images", raw.get("images")),
        attributes=parse_attributes("attributes", raw.get("attributes")),
        feed_category=parse_category("category", raw.get("category")),
        created_at=parse_time("created_at", raw.get("created_at")),
        reviews=parse_reviews("reviews", raw.get("reviews"), product_id=external_id, default_locale=locale),
    )


def _check_shape(raw: Mapping[str, Any]) -> None:
    """Refuse what is no object, and names that are not in PRODUCT_FIELDS, so that a misspelt one is noticed."""
    if not isinstance(raw, Mapping):
        raise FieldError("", "is not an object: send one JSON object for each product")
    unknown = sorted(str(name) for name in raw if name not in PRODUCT_FIELDS)
    if unknown:
        raise FieldError(unknown[0], "is not a field of a product: correct its name or move it to attributes")
