"""Turn Amazon reviews into events of the API's shape."""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from catalog.feeds.amazon_rows import review_values
from catalog.feeds.errors import FieldError
from catalog.feeds.json_records import read_objects
from catalog.feeds.options import ReaderOptions
from catalog.feeds.pipeline import refusal
from catalog.feeds.records import RawRow, RowError


def read_interactions(stream: BinaryIO, *, options: ReaderOptions) -> Iterator[RawRow | RowError]:
    """Yield one raw event `{event_id, shopper_id, type, product_id, occurred_at, locale}` a review.

    Two reviews by one reviewer of one product at one time give one event id.
    """
    for row in read_objects(stream, max_bytes=options.max_row_bytes):
        if isinstance(row, RowError):
            yield row
            continue
        try:
            yield RawRow(row.row, _event(row.values, options.default_locale))
        except FieldError as error:
            yield refusal(row.row, error, row.values.get("reviewerID"))


def event_type(*, verified: bool, rating: float) -> str:
    """Say what a review tells about the shopper's taste.

    A verified review proves the purchase. With 1–2 stars it is nevertheless a `dismiss`: counting it as a
    purchase would recommend more of what disappointed. Unverified praise (4–5 stars) proves no purchase,
    so it is a `like`, and an unverified middling review only shows that the product was looked at.
    """
    if rating <= 2:
        return "dismiss"
    if verified:
        return "purchase"
    return "like" if rating >= 4 else "view"


def _event(raw: Mapping[str, Any], locale: str) -> dict[str, Any]:
    review = review_values(raw)
    rating = review["rating"]
    if not isinstance(rating, int | float):
        raise FieldError("overall", f"{rating!r:.40} is not a rating: write a number from 1 to 5")
    return {
        "event_id": review["id"],
        "shopper_id": raw["reviewerID"],
        "type": event_type(verified=raw.get("verified") is True, rating=rating),
        "product_id": review["product_id"],
        "occurred_at": review["created_at"],
        "locale": locale,
    }
