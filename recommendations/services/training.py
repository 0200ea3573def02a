"""Trains the recommender: item neighbours and popularity, stored as one model version."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from catalog.services.jobs import ChunkResult
from recommendations.engine.ranking.weights import DEFAULT_WEIGHTS
from recommendations.models import ItemNeighbour, ItemPopularity, ModelVersion
from recommendations.training.neighbours import item_neighbours
from recommendations.training.popularity import popularity
from recommendations.training.types import Interaction as Row
from users.models import Interaction

WINDOW = timedelta(days=365)
TYPE_WEIGHTS = {"view": 1.0, "click": 1.0, "like": 3.0, "cart": 3.0, "purchase": 4.0}
BATCH = 5000


def recommender_train_chunk(ids: Sequence[Any]) -> ChunkResult:
    """Run a training as the only chunk of a job."""
    for _ in ids:
        recommender_train()
    return ChunkResult(done=len(ids))


def recommender_train(*, until: datetime | None = None) -> ModelVersion:
    """Train on the events of a year, and put the result into use in one transaction.

    The year ends at `until`, or else at the store's last event, so that a history imported late teaches something.
    """
    started = time.monotonic()
    rows = _interactions(until or _last_event())
    until = until or timezone.now()
    neighbours = item_neighbours(rows)
    popular = popularity(rows)
    with transaction.atomic():
        ModelVersion.objects.select_for_update().filter(active=True).update(active=False)
        _store_neighbours(neighbours)
        _store_popularity(popular)
        return ModelVersion.objects.create(
            version=f"{until:%Y%m%d-%H%M%S-%f}",
            active=True,
            weights=dict(DEFAULT_WEIGHTS),
            metrics={
                "items_with_neighbours": len(neighbours),
                "items_with_popularity": len({i for i, _ in popular}),
                "pairs": sum(map(len, neighbours.values())),
                "seconds": round(time.monotonic() - started, 1),
            },
            events=len(rows),
            window_start=min((row.occurred_at for row in rows), default=None),
            window_end=max((row.occurred_at for row in rows), default=None),
        )


def _last_event() -> datetime:
    now = timezone.now()
    past = Interaction.objects.filter(type__in=TYPE_WEIGHTS, product__isnull=False, occurred_at__lte=now)
    last: datetime | None = past.aggregate(last=Max("occurred_at"))["last"]
    return last or now


def _interactions(until: datetime) -> list[Row]:
    events = Interaction.objects.filter(
        type__in=TYPE_WEIGHTS, product__isnull=False, occurred_at__lte=until, occurred_at__gt=until - WINDOW
    ).values_list("shopper_id", "product_id", "type", "occurred_at", "shopper__locale")
    return [
        Row(shopper, product, TYPE_WEIGHTS[kind], occurred_at, locale)
        for shopper, product, kind, occurred_at, locale in events.iterator(chunk_size=BATCH)
        if product is not None
    ]


def _store_neighbours(neighbours: dict[int, list[tuple[int, float]]]) -> None:
    ItemNeighbour.objects.all().delete()
    ItemNeighbour.objects.bulk_create(
        (
            ItemNeighbour(product_id=item, neighbour_id=neighbour, position=position, score=score)
            for item, found in neighbours.items()
            for position, (neighbour, score) in enumerate(found)
        ),
        batch_size=BATCH,
    )


def _store_popularity(popular: dict[tuple[int, str], float]) -> None:
    ItemPopularity.objects.all().delete()
    ItemPopularity.objects.bulk_create(
        (ItemPopularity(product_id=item, segment=segment, score=score) for (item, segment), score in popular.items()),
        batch_size=BATCH,
    )
