"""Validate one event as the API and the files give it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from catalog.feeds.errors import FieldError
from catalog.feeds.locales import parse_locale
from catalog.feeds.money import parse_price
from catalog.feeds.values import checked_text, parse_identifier, parse_text, parse_time
from users.events.records import EventRecord

__all__ = ["EVENT_TYPES", "FieldError", "parse_event"]

EVENT_TYPES = frozenset({"view", "search", "cart", "purchase", "like", "dismiss", "click", "impression"})
MAX_AHEAD = timedelta(minutes=5)  # clocks of storefronts are off by as much
MAX_AGE = timedelta(days=3653)
MAX_QUERY = 500
MAX_PLACEMENT = 100
MAX_TOKEN = 300


def parse_event(raw: Mapping[str, Any], *, now: datetime, max_age: timedelta = MAX_AGE) -> EventRecord:
    """Validate one event of the shape of `POST /events/`.

    `occurred_at` without an offset is UTC; it may lie up to five minutes ahead of `now` and `max_age` behind.
    Keys that are not part of an event are passed over, so that storefronts may send what they like with it.
    Raises FieldError for the first field that cannot be accepted.
    """
    if not isinstance(raw, Mapping):
        raise FieldError("", "is not an object: send one JSON object for each event")
    kind = _parse_type(raw.get("type"))
    is_search = kind == "search"
    return EventRecord(
        event_id=parse_identifier("event_id", raw.get("event_id")),
        shopper_id=parse_identifier("shopper_id", raw.get("shopper_id")),
        type=kind,
        product_id=parse_identifier("product_id", raw.get("product_id"), required=not is_search),
        query=_parse_query(raw.get("query"), required=is_search),
        value=parse_price("value", raw.get("value")),
        locale=parse_locale("locale", raw["locale"]) if raw.get("locale") else "",
        placement=_parse_placement(raw.get("placement")),
        attribution_token=_parse_token(raw.get("attribution_token")),
        occurred_at=_parse_moment(raw.get("occurred_at"), now=now, max_age=max_age),
    )


def _parse_type(raw: object) -> str:
    kind = raw.strip().lower() if isinstance(raw, str) else ""
    if kind not in EVENT_TYPES:
        raise FieldError("type", f"{raw!r:.40} is no event type: write one of {', '.join(sorted(EVENT_TYPES))}")
    return kind


def _parse_query(raw: object, *, required: bool) -> str:
    query = parse_text("query", raw, max_length=MAX_QUERY)
    if required and not query:
        raise FieldError("query", "is missing: a search needs the words that were searched for")
    return query


def _parse_placement(raw: object) -> str:
    placement = parse_identifier("placement", raw, required=False)
    return checked_text("placement", placement, max_length=MAX_PLACEMENT)


def _parse_token(raw: object) -> str:
    if raw is None or raw == "":
        return ""
    if not isinstance(raw, str):
        raise FieldError("attribution_token", "is not a text: send the token as the recommendation gave it")
    return checked_text("attribution_token", raw.strip(), max_length=MAX_TOKEN)


def _parse_moment(raw: object, *, now: datetime, max_age: timedelta) -> datetime:
    moment = parse_time("occurred_at", raw)
    if moment is None:
        raise FieldError("occurred_at", "is missing: write when it happened, for example 2026-01-31T09:30:00Z")
    if moment > now + MAX_AHEAD:
        raise FieldError("occurred_at", f"{moment.isoformat()} lies in the future: check the clock and the time zone")
    if moment < now - max_age:
        raise FieldError(
            "occurred_at", f"{moment.isoformat()} is older than {max_age.days} days: leave such events out"
        )
    return moment
