"""One validated event."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class EventRecord:
    """What one shopper did once. A search has a query; every other event has a product."""

    event_id: str
    shopper_id: str
    type: str  # one of EVENT_TYPES
    product_id: str
    query: str
    value: Decimal | None  # money, in the shop's currency
    locale: str
    placement: str
    attribution_token: str
    occurred_at: datetime  # UTC
    row: int | None = field(default=None, compare=False)  # of the file it stands in
