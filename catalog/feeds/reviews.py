"""Validate the reviews that come with a product."""

from collections.abc import Mapping
from typing import Any

from catalog.feeds.errors import FieldError
from catalog.feeds.locales import parse_locale
from catalog.feeds.records import ReviewRecord
from catalog.feeds.values import parse_identifier, parse_text, parse_time, parse_whole_number

MAX_AUTHOR = 200
MAX_TITLE = 500
MAX_TEXT = 20_000


def parse_review(
    raw: Mapping[str, Any], *, product_id: str, default_locale: str, prefix: str = "review."
) -> ReviewRecord:
    """Validate one review `{id, author, rating, title, text, locale, created_at}`.

    Raises FieldError whose field starts with `prefix`.
    """
    if not isinstance(raw, Mapping):
        raise FieldError(prefix.rstrip("."), 'is not an object: write {"id": "r1", "rating": 5, "text": "…"}')
    return ReviewRecord(
        external_id=parse_identifier(f"{prefix}id", raw.get("id")),
        product_external_id=product_id,
        author=parse_text(f"{prefix}author", raw.get("author"), max_length=MAX_AUTHOR),
        rating=parse_whole_number(f"{prefix}rating", raw.get("rating"), low=1, high=5),
        title=parse_text(f"{prefix}title", raw.get("title"), max_length=MAX_TITLE),
        text=parse_text(f"{prefix}text", raw.get("text"), max_length=MAX_TEXT, lines=True),
        locale=parse_locale(f"{prefix}locale", raw.get("locale") or default_locale),
        created_at=parse_time(f"{prefix}created_at", raw.get("created_at")),
    )


def parse_reviews(field: str, raw: object, *, product_id: str, default_locale: str) -> tuple[ReviewRecord, ...]:
    """Validate a product's list of reviews; an id may occur once."""
    if raw is None or raw == "":
        return ()
    if not isinstance(raw, list | tuple):
        raise FieldError(field, 'is not a list: write [{"id": "r1", "rating": 5, "text": "…"}]')
    found: dict[str, ReviewRecord] = {}
    for index, item in enumerate(raw):
        prefix = f"{field}[{index}]."
        review = parse_review(item, product_id=product_id, default_locale=default_locale, prefix=prefix)
        if review.external_id in found:
            raise FieldError(f"{prefix}id", f"{review.external_id:.40} occurs twice: give every review its own id")
        found[review.external_id] = review
    return tuple(found.values())
