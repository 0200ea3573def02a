"""The events that somebody types into a preview; its address writes them as "view:sku-1,search:rain%20jacket"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, unquote

from users.events.records import EventRecord
from users.models import Interaction

Type = Interaction.Type
TYPES = (Type.VIEW, Type.CLICK, Type.LIKE, Type.CART, Type.PURCHASE, Type.DISMISS, Type.SEARCH)
MOST = 20
APART = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class TypedEvent:
    """What was done: a type of interaction, and the id of a product or the words of a search."""

    type: str
    what: str


def typed_events(text: str) -> list[TypedEvent]:
    """Read the events of an address, oldest first; what cannot be read is left out."""
    parts = [part.partition(":") for part in text.split(",")]
    return [TypedEvent(kind, unquote(what)) for kind, _, what in parts if kind in TYPES and what][-MOST:]


def events_written(events: Sequence[TypedEvent]) -> str:
    """Write events so that `typed_events` reads the same again."""
    return ",".join(f"{event.type}:{quote(event.what, safe='')}" for event in events)


def session_records(events: Sequence[TypedEvent], *, until: datetime) -> list[EventRecord]:
    """Return what a storefront would send of the session: the last event a minute ago, the others before it."""
    return [_record(event, str(at), until - (len(events) - at) * APART) for at, event in enumerate(events)]


def _record(event: TypedEvent, event_id: str, at: datetime) -> EventRecord:
    searched = event.type == Type.SEARCH
    return EventRecord(
        event_id=event_id,
        shopper_id="",
        type=event.type,
        product_id="" if searched else event.what,
        query=event.what if searched else "",
        value=None,
        locale="",
        placement="",
        attribution_token="",
        occurred_at=at,
    )
