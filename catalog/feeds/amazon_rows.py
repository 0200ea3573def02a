"""Rename the columns of the Amazon data, and undo what its crawler did to them."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any

from catalog.feeds.errors import FieldError
from catalog.feeds.values import parse_identifier

LOWEST_PRICE = re.compile(r"\s*(\$\s*[0-9][0-9,]*(?:\.[0-9]+)?)(?:\s*-\s*\$.*)?\s*")
KEPT_DETAILS = re.compile(r"[\s:]*(?P<name>[^:<>{}]+?)[\s:]*")
LONGEST_CATEGORY = 60  # a longer one is a sentence
IGNORED_DETAILS = frozenset({"asin", "upc", "isbn-10", "isbn-13"})


def product_values(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return metadata in the API's shape.

    Some prices and categories of this data are pieces of the page's markup; those become absent rather
    than refusing the product. Of a price range the lowest counts.
    """
    return {
        "id": raw.get("asin"),
        "title": raw.get("title"),
        "description": _lines(raw.get("description")),
        "brand": _without_markup(raw.get("brand")),
        "price": _price(raw.get("price")),
        "currency": "USD",
        "category": _category(raw),
        "images": _images(raw),
        "attributes": _attributes(raw),
    }


def review_values(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return a review in the API's shape plus `product_id`. Raises FieldError for a row without its keys."""
    reviewer = parse_identifier("review.reviewerID", raw.get("reviewerID"))
    product_id = parse_identifier("review.asin", raw.get("asin"))
    return {
        "id": f"{reviewer}-{product_id}-{raw.get('unixReviewTime') or 0}",
        "product_id": product_id,
        "author": raw.get("reviewerName"),
        "rating": raw.get("overall"),
        "title": raw.get("summary"),
        "text": raw.get("reviewText"),
        "created_at": unix_time("review.unixReviewTime", raw.get("unixReviewTime")),
    }


def unix_time(field: str, raw: object) -> datetime | None:
    """Return seconds since 1970 as a time in UTC, None for an empty value."""
    if raw is None or raw == "":
        return None
    try:
        return datetime.fromtimestamp(int(str(raw)), tz=UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise FieldError(field, f"{raw!r:.40} is not a time: write seconds since 1970") from error


def _price(raw: object) -> object:
    if not isinstance(raw, str):
        return raw
    match = LOWEST_PRICE.fullmatch(raw)
    return match[1] if match else None if len(raw) > 40 or "<" in raw or "{" in raw else raw


def _lines(raw: object) -> object:
    return "\n".join(str(part) for part in raw) if isinstance(raw, list) else raw


def _category(raw: Mapping[str, Any]) -> list[str]:
    """Return the path; the older release nests it once more, and both repeat levels.

    Where the crawler went too far, markup and the bullet points of the product follow the names: the path ends there.
    """
    path = raw.get("category") or raw.get("categories")
    path = path[0] if isinstance(path, list) and path and isinstance(path[0], list) else path
    features = raw.get("feature") or raw.get("features")
    bullets = {str(one).strip() for one in features} if isinstance(features, list) else set()
    names = [str(name).strip() for name in path] if isinstance(path, list) else []
    return list(dict.fromkeys(takewhile(lambda name: name not in bullets and _is_category_name(name), names)))[:10]


def _is_category_name(name: str) -> bool:
    return "<" not in name and not name.endswith(".") and len(name) <= LONGEST_CATEGORY


def _images(raw: Mapping[str, Any]) -> list[str]:
    for name in ("imageURLHighRes", "imageURL", "image", "imUrl"):
        urls = raw.get(name)
        if urls:
            return urls if isinstance(urls, list) else [urls]
    return []


def _attributes(raw: Mapping[str, Any]) -> dict[str, Any]:
    features = raw.get("feature") or raw.get("features") or []
    found: dict[str, Any] = {"features": _lines(features)}
    details = raw.get("details")
    for key, value in details.items() if isinstance(details, Mapping) else ():
        match = KEPT_DETAILS.fullmatch(str(key))
        if match and match["name"].lower() not in IGNORED_DETAILS:
            found[match["name"]] = value
    return {name: value for name, value in found.items() if value}


def _without_markup(raw: object) -> object:
    return "" if isinstance(raw, str) and "<" in raw else raw
