"""Reads from Postgres what training learns from."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from catalog.models import Product
from recommendations.engine.histories import Step, condensed
from recommendations.training.types import Interaction as Row
from users.models import Interaction

WINDOW = timedelta(days=365)
TYPE_WEIGHTS = {"view": 1.0, "click": 1.0, "like": 3.0, "cart": 3.0, "purchase": 4.0}
BATCH = 5000


def last_event(at: datetime | None = None) -> datetime:
    """Return the moment of the store's last event until `at`, or now, that teaches something; else that moment."""
    now = at or timezone.now()
    past = Interaction.objects.filter(type__in=TYPE_WEIGHTS, product__isnull=False, occurred_at__lte=now)
    last: datetime | None = past.aggregate(last=Max("occurred_at"))["last"]
    return last or now


def interactions(until: datetime) -> list[Row]:
    """Return the events of the year that ends at `until`, oldest first."""
    events = Interaction.objects.filter(
        type__in=TYPE_WEIGHTS, product__isnull=False, occurred_at__lte=until, occurred_at__gt=until - WINDOW
    ).order_by("occurred_at", "pk")
    columns = events.values_list("shopper_id", "product_id", "type", "occurred_at", "shopper__locale")
    return [
        Row(shopper, product, TYPE_WEIGHTS[kind], occurred_at, locale, kind)
        for shopper, product, kind, occurred_at, locale in columns.iterator(chunk_size=BATCH)
        if product is not None
    ]


def histories(rows: Sequence[Row]) -> list[list[Step]]:
    """Return each user's steps, oldest first; `rows` are in order of time."""
    steps: dict[int, list[Step]] = defaultdict(list)
    for row in rows:
        steps[row.user].append(Step(row.item, row.type, row.occurred_at))
    return [condensed(some) for some in steps.values()]


def features_are_read() -> bool:
    """Tell whether most products have been read for features; before that, the weight of tags cannot be learned."""
    return 2 * Product.objects.exclude(extracted_hash="").count() > Product.objects.count()
