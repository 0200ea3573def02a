"""Read what is asked of the recommender, from a query string or from JSON."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from catalog.feeds.errors import FieldError
from catalog.feeds.locales import parse_locale
from catalog.feeds.values import parse_identifier
from recommendations.engine.types import Request
from recommendations.models.placement import LARGEST_K

MAX_EXCLUDED = 1000
DEFAULT_PLACEMENT = "home"


def parse_request(raw: Mapping[str, Any], *, shopper_id: str | None) -> Request:
    """Return the engine's request; raise FieldError for the first value that cannot be accepted."""
    return Request(
        shopper_id=shopper_id,
        placement=parse_identifier("placement", raw.get("placement"), required=False) or DEFAULT_PLACEMENT,
        k=parse_k(raw.get("k")),
        locale=parse_optional_locale(raw.get("locale")),
        category=parse_identifier("category", raw.get("category"), required=False),
        exclude=parse_excluded(raw.get("exclude")),
    )


def query_values(query: QueryDict) -> dict[str, Any]:
    """Return the parameters of a query string; `exclude` may be repeated and may hold ids parted by commas."""
    values: dict[str, Any] = dict(query.items())
    values["exclude"] = [part for text in query.getlist("exclude") for part in text.split(",") if part.strip()]
    return values


def parse_k(raw: object) -> int | None:
    """Return how many items are wanted, None for "as many as the placement shows"."""
    if raw is None or raw == "":
        return None
    text = "" if isinstance(raw, bool) else str(raw).strip()
    if re.fullmatch(r"-?[0-9]{1,18}", text) is None or not 1 <= int(text) <= LARGEST_K:
        raise FieldError("k", f"must be between 1 and {LARGEST_K}, not {raw!s:.40}: write such a whole number")
    return int(text)


def parse_optional_locale(raw: object) -> str:
    return "" if raw is None or raw == "" else parse_locale("locale", raw)


def parse_excluded(raw: object) -> tuple[str, ...]:
    """Return the product ids that must not be in the answer."""
    if raw is None or raw == "":
        return ()
    if not isinstance(raw, list):
        raise FieldError("exclude", "is not a list: send the ids of products as a list of texts")
    if len(raw) > MAX_EXCLUDED:
        raise FieldError("exclude", f"has {len(raw):,} ids, allowed are {MAX_EXCLUDED:,}: leave the oldest out")
    return tuple(parse_identifier("exclude", value) for value in raw)
