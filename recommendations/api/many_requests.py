"""Read the body of POST /api/v1/recommendations/."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.utils import timezone

from catalog.feeds.errors import FieldError
from catalog.feeds.values import parse_boolean, parse_identifier
from recommendations.api.request_fields import parse_request
from recommendations.engine.types import Request
from users.events.records import EventRecord
from users.events.validation import parse_event

MAX_REQUESTS = 20
MAX_EVENTS = 100
ANONYMOUS = "anonymous"  # events of a session need a shopper to be valid; nothing is stored under this name

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ManyRequests:
    """What one call asks for; the events are those of the running session, oldest first as sent."""

    requests: list[Request]
    events: list[EventRecord]
    explain: bool


def parse_many(body: Any) -> ManyRequests:
    """Validate the whole body; raise FieldError that names the request or event, such as `requests[1].k`."""
    if not isinstance(body, dict):
        raise FieldError("body", 'is not an object: send {"requests": [{"placement": "home"}]}')
    shopper_id = parse_identifier("shopper_id", body.get("shopper_id"), required=False) or None
    shared = {"locale": body.get("locale")}
    now = timezone.now()
    requests = _list_of(body, "requests", MAX_REQUESTS, lambda row, _: _one_request(shared | row, shopper_id))
    if not requests:
        raise FieldError("requests", "is empty: name at least one placement")
    return ManyRequests(
        requests=requests,
        events=_list_of(body, "events", MAX_EVENTS, lambda row, index: _session_event(row, index, now)),
        explain=parse_boolean("explain", body.get("explain"), default=False),
    )


def _list_of(body: dict[str, Any], field: str, limit: int, parse: Callable[[Any, int], Value]) -> list[Value]:
    rows = body.get(field) or []
    if not isinstance(rows, list):
        raise FieldError(field, "is not a list: send a JSON list of objects")
    if len(rows) > limit:
        raise FieldError(field, f"has {len(rows):,} entries, allowed are {limit:,}: send fewer")
    return [_parsed(row, index, field, parse) for index, row in enumerate(rows)]


def _parsed(row: Any, index: int, field: str, parse: Callable[[Any, int], Value]) -> Value:
    if not isinstance(row, dict):
        raise FieldError(f"{field}[{index}]", "is not an object: send one JSON object")
    try:
        return parse(row, index)
    except FieldError as error:
        raise FieldError(f"{field}[{index}].{error.field}", error.message) from error


def _one_request(row: dict[str, Any], shopper_id: str | None) -> Request:
    own = parse_identifier("shopper_id", row.get("shopper_id"), required=False)
    return parse_request(row, shopper_id=own or shopper_id)


def _session_event(row: dict[str, Any], index: int, now: datetime) -> EventRecord:
    defaults = {"event_id": f"session-{index}", "shopper_id": ANONYMOUS, "occurred_at": now}
    return parse_event(defaults | {name: value for name, value in row.items() if value is not None}, now=now)
