"""Writes a batch of product records with as few statements as there are tables."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from django.db.models import Q
from django.utils import timezone

from catalog.feeds.records import ProductRecord
from catalog.models import Product, ProductText, Review
from catalog.services.category_rows import categories_store
from catalog.services.product_hashes import content_hash, text_hash

Result = tuple[Literal["created", "updated", "unchanged", "error"], str, str]  # outcome, field, message

UPDATED = [
    "feed_category",
    "brand",
    "price",
    "currency",
    "cost",
    "stock",
    "available",
    "url",
    "images",
    "attributes",
    "content_hash",
    "text_hash",
    "updated_at",
]
DUPLICATE: Result = ("error", "id", "stands twice in this batch; the first one was taken, send each id once")


def rows_store(batch: Sequence[ProductRecord]) -> tuple[list[Result], list[int]]:
    """Store a batch inside the caller's transaction; return a result a record and the keys of changed products."""
    first = {record.external_id: index for index, record in reversed(list(enumerate(batch)))}
    known = dict(Product.objects.filter(external_id__in=first).values_list("external_id", "content_hash"))
    hashes = {record.external_id: content_hash(record) for record in batch}
    changed = [
        record
        for index, record in enumerate(batch)
        if first[record.external_id] == index and known.get(record.external_id) != hashes[record.external_id]
    ]
    categories_store(record.feed_category for record in changed)
    keys = _products_store(changed, hashes)
    _texts_store(changed, keys)
    _reviews_store(changed, keys)
    results = [
        _result(record, duplicate=first[record.external_id] != index, known=known, changed=keys)
        for index, record in enumerate(batch)
    ]
    return results, sorted(keys.values())


def _result(record: ProductRecord, *, duplicate: bool, known: dict[str, str], changed: dict[str, int]) -> Result:
    if duplicate:
        return DUPLICATE
    if record.external_id not in changed:
        return "unchanged", "", ""
    return ("updated" if record.external_id in known else "created"), "", ""


def _products_store(records: Sequence[ProductRecord], hashes: dict[str, str]) -> dict[str, int]:
    """Return external id → key of the stored products; what a record does not say of hiding stays as it is."""
    now = timezone.now()
    said = [_product(record, hashes, now) for record in records if record.hidden is not None]
    unsaid = [_product(record, hashes, now) for record in records if record.hidden is None]
    for rows, fields in ((said, [*UPDATED, "hidden"]), (unsaid, UPDATED)):
        Product.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["store", "external_id"], update_fields=fields
        )
    return {row.external_id: row.pk for row in (*said, *unsaid)}


def _product(record: ProductRecord, hashes: dict[str, str], now: datetime) -> Product:
    return Product(
        external_id=record.external_id,
        feed_category=record.feed_category,
        brand=record.brand,
        price=record.price,
        currency=record.currency,
        cost=record.cost,
        stock=record.stock,
        available=record.available,
        hidden=bool(record.hidden),
        url=record.url,
        images=list(record.images),
        attributes=record.attributes,
        content_hash=hashes[record.external_id],
        text_hash=text_hash(record),
        created_at=record.created_at or now,
        updated_at=now,
    )


def _texts_store(records: Sequence[ProductRecord], keys: dict[str, int]) -> None:
    rows = [
        ProductText(product_id=keys[record.external_id], locale=locale, title=text.title, description=text.description)
        for record in records
        for locale, text in record.texts.items()
    ]
    gone = Q(pk__in=[])
    for record in records:
        gone |= Q(product_id=keys[record.external_id]) & ~Q(locale__in=list(record.texts))
    ProductText.objects.filter(product_id__in=keys.values()).filter(gone).delete()
    ProductText.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["product", "locale"], update_fields=["title", "description"]
    )


def _reviews_store(records: Sequence[ProductRecord], keys: dict[str, int]) -> None:
    rows = {
        review.external_id: Review(
            product_id=keys[record.external_id],
            external_id=review.external_id,
            author=review.author,
            rating=review.rating,
            title=review.title,
            text=review.text,
            locale=review.locale or next(iter(record.texts)),
            created_at=review.created_at,
        )
        for record in records
        for review in record.reviews
    }
    Review.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["store", "external_id"],
        update_fields=["product", "author", "rating", "title", "text", "locale", "created_at"],
    )
