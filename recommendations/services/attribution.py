"""Counts what lists led to, day by day."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import TruncDate

from recommendations.adapters.text_vectors import text_vectors
from recommendations.evaluation.metrics.diversity import intra_list_diversity
from recommendations.experiments.attribution import COUNTED, Counts, DayCounts, Owner, count_day
from recommendations.models import AttributionState, ListDay, ProductDay, RankDay, RuleDay, ShopperDay
from recommendations.selectors.owed_events import attribution_window, day_events, store_zone
from users.models import Interaction

SETTLING = timedelta(minutes=2)  # within it a transaction that took a lower key may still be open
LISTS_LOOKED_AT = 200  # a day, placement and release, for how unlike their products are


def attribution_count(*, now: datetime) -> list[date]:
    """Count anew the days that events since the last run belong to, however late those came; return these days.

    Safe to run twice, and at the same time in two workers: the state's row lets one in after the other.
    """
    with transaction.atomic():
        AttributionState.objects.get_or_create()
        state = AttributionState.objects.select_for_update().get()
        fresh = Interaction.objects.filter(pk__gt=state.last_event)
        settled = fresh.filter(received_at__lt=now - SETTLING).aggregate(last=Max("pk"))["last"]
        zone = store_zone()
        days = _touched_days(fresh, now, zone)
        for day in days:
            attribution_count_day(day=day, zone=zone)
        state.last_event, state.counted_at = settled or state.last_event, now
        state.save()
    return days


def _touched_days(fresh: Any, now: datetime, zone: ZoneInfo) -> list[date]:
    """Return the days of new events, and those on which a late click may have changed what purchases are owed to."""
    telling = fresh.filter(type__in=COUNTED)
    of_events = set(telling.annotate(day=TruncDate("occurred_at", tzinfo=zone)).values_list("day", flat=True))
    clicks = telling.filter(type="click").annotate(day=TruncDate("occurred_at", tzinfo=zone))
    today, reach = now.astimezone(zone).date(), attribution_window().days
    after = {
        day + timedelta(days=step) for day in set(clicks.values_list("day", flat=True)) for step in range(reach + 1)
    }
    return sorted(of_events | {day for day in after if day <= today})


@transaction.atomic
def attribution_count_day(*, day: date, zone: ZoneInfo) -> None:
    """Count a day as a whole, in place of what was counted before."""
    counts = count_day(*day_events(day, zone))
    tables: list[tuple[Any, Iterable[Any]]] = [
        (ShopperDay, _shopper_rows(day, counts)),
        (ProductDay, _product_rows(day, counts)),
        (RankDay, _rank_rows(day, counts)),
        (RuleDay, _rule_rows(day, counts)),
        (ListDay, _list_rows(day, counts.lists)),
    ]
    for table, rows in tables:
        table.objects.filter(day=day).delete()
        table.objects.bulk_create(rows, batch_size=2000)


def _shopper_rows(day: date, counts: DayCounts) -> list[ShopperDay]:
    return [
        ShopperDay(
            day=day,
            placement=placement,
            release=release,
            arm=arm,
            shopper_id=shopper,
            locale=counts.told[shopper][0],
            returning=counts.told[shopper][1],
            lists=len(sums.requests),
            new_shown=sums.new_shown,
            **_figures(sums),
        )
        for (placement, release, arm, shopper), sums in counts.shoppers.items()
    ]


def _product_rows(day: date, counts: DayCounts) -> list[ProductDay]:
    return [
        ProductDay(
            day=day,
            placement=placement,
            release=release,
            locale=locale,
            returning=returning,
            product_id=product,
            **_figures(sums),
        )
        for (placement, release, locale, returning, product), sums in counts.products.items()
    ]


def _rank_rows(day: date, counts: DayCounts) -> list[RankDay]:
    return [
        RankDay(day=day, placement=placement, release=release, rank=rank, **_figures(sums))
        for (placement, release, rank), sums in counts.ranks.items()
    ]


def _rule_rows(day: date, counts: DayCounts) -> list[RuleDay]:
    return [
        RuleDay(day=day, placement=placement, release=release, rule=rule, rank=rank, **_figures(sums))
        for (placement, release, rule, rank), sums in counts.rules.items()
    ]


def _list_rows(day: date, lists: dict[Owner, list[int]]) -> list[ListDay]:
    """Look at some lists of each placement and release, always the same ones."""
    groups: dict[tuple[str, int], list[Sequence[int]]] = {}
    for owner in sorted(lists):
        if len(lists[owner]) > 1:
            groups.setdefault((owner.placement, owner.release), []).append(lists[owner])
    rows = []
    for (placement, release), found in groups.items():
        distances = _distances(found[:LISTS_LOOKED_AT])
        if len(distances):
            sums = {"distance": float(distances.sum()), "distance_squares": float((distances**2).sum())}
            rows.append(ListDay(day=day, placement=placement, release=release, lists=len(distances), **sums))
    return rows


def _distances(lists: Sequence[Sequence[int]]) -> Any:
    """Return how unlike the products of each list are, where at least two have a text vector."""
    vectors = text_vectors([pk for row in lists for pk in row])
    stacks = [
        np.stack([vectors[pk] for pk in row if pk in vectors]) for row in lists if sum(pk in vectors for pk in row) > 1
    ]
    return np.array([intra_list_diversity(np.arange(len(stack))[None, :], stack) for stack in stacks])


def _figures(sums: Counts) -> dict[str, Any]:
    return {
        "impressions": sums.impressions,
        "clicks": sums.clicks,
        "carts": sums.carts,
        "purchases": sums.purchases,
        "revenue": sums.revenue,
    }
