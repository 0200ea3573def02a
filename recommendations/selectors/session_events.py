"""What can be used of the events that a request for recommendations brings along."""

from collections.abc import Sequence

from catalog.feeds.errors import FieldError
from catalog.models import Product
from users.events.records import EventRecord


def session_events_unusable(events: Sequence[EventRecord]) -> dict[int, FieldError]:
    """Return the reason by index for each event of a product that this store does not have."""
    told = {event.product_id for event in events if event.product_id}
    if not told:
        return {}
    known = set(Product.objects.filter(external_id__in=told).values_list("external_id", flat=True))
    return {
        index: FieldError(
            "product_id", f"no product {event.product_id!r} in the catalog: send it to /products/bulk/ first"
        )
        for index, event in enumerate(events)
        if event.product_id and event.product_id not in known
    }
