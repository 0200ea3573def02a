"""Fingerprints that tell whether a product changed, and whether what extraction reads of it did."""

import hashlib
import json
from typing import Any

from catalog.feeds.records import ProductRecord


def content_hash(record: ProductRecord) -> str:
    """Return the SHA-256 of the whole record."""
    reviews = [[r.external_id, r.author, r.rating, r.title, r.text, r.locale] for r in record.reviews]
    return _hash(
        [
            _texts(record),
            [record.brand, str(record.price), record.currency, record.stock, record.available, record.hidden],
            [record.url, list(record.images), record.attributes, record.feed_category],
            reviews,
            *(
                [str(record.cost)] if record.cost is not None else []
            ),  # hashes of products without one stay as they were
        ]
    )


def text_hash(record: ProductRecord) -> str:
    """Return the SHA-256 of what feature extraction and the encoder read."""
    reviews = sorted([r.external_id, r.title, r.text] for r in record.reviews)
    return _hash([_texts(record), record.brand, record.attributes, record.feed_category, reviews])


def _texts(record: ProductRecord) -> dict[str, list[str]]:
    return {locale: [text.title, text.description] for locale, text in record.texts.items()}


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
