"""Find one product of the store, and write it as the shop sent it."""

from typing import Any

from catalog.current_store import current_store_id
from catalog.feeds.errors import FieldError
from catalog.feeds.records import ProductRecord
from catalog.feeds.validation import parse_product
from catalog.feeds.values import parse_identifier
from catalog.models import Product, Store
from recommendations.engine.errors import UnknownProduct


def find_product(product_id: str) -> Product:
    """Return a product with its texts; raise UnknownProduct where the store has none of this id."""
    external_id = parse_identifier("product_id", product_id)
    product: Product | None = Product.objects.filter(external_id=external_id).prefetch_related("texts").first()
    if product is None:
        raise UnknownProduct("product_id", f"{external_id} is not a product of this store: send it first")
    return product


def parse_products(rows: list[Any]) -> list[ProductRecord | FieldError]:
    """Validate rows one by one; a row that cannot be accepted becomes its error."""
    store = Store.objects.get(pk=current_store_id())
    return [_parse(row, store) for row in rows]


def product_body(product: Product) -> dict[str, Any]:
    """Return the fields of a product; they can be sent back with PUT as they are."""
    return {
        "id": product.external_id,
        "texts": {text.locale: {"title": text.title, "description": text.description} for text in product.texts.all()},
        "brand": product.brand,
        "price": None if product.price is None else str(product.price),
        "currency": product.currency,
        "cost": None if product.cost is None else str(product.cost),
        "stock": product.stock,
        "available": product.available,
        "hidden": product.hidden,
        "url": product.url,
        "images": product.images,
        "attributes": product.attributes,
        "category": product.feed_category,
        "created_at": product.created_at,
    }


def _parse(row: Any, store: Store) -> ProductRecord | FieldError:
    try:
        return parse_product(row, default_locale=store.default_locale, default_currency=store.currency)
    except FieldError as error:
        return error
