"""What all shoppers of a store together tell: what is bought again how soon, and which months a thing has."""

import time
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import transaction
from django.db.models import Count, Max, Min
from django.db.models.functions import ExtractMonth, ExtractYear

from catalog.current_store import current_store_id
from catalog.models import Feature
from users.interests.repeats import learn_rhythms
from users.interests.seasons import shop_season
from users.interests.types import Key, Purchase, Rhythm, Season
from users.models import Interaction, InterestRhythm
from users.services.telling import telling_features

KINDS = (Feature.Kind.CATEGORY, Feature.Kind.FUNCTION)  # what is used up, or in season; colours and brands are neither
RELEARN = timedelta(hours=24)
WINDOW = timedelta(days=730)  # of purchases
LEAST_SPAN = timedelta(days=396)  # of events: less cannot show a month twice
KEPT_SECONDS = 600  # in a process
Counts = dict[tuple[int, int], int]  # (year, month) → events


def rhythms_learn_if_old(now: datetime) -> bool:
    """Learn anew where the last time is a day ago; say whether that was done."""
    latest = InterestRhythm.objects.aggregate(latest=Max("learned_at"))["latest"]
    if latest is not None and now - latest < RELEARN:
        return False
    rhythms_learn(now)
    return True


def rhythms_learn(now: datetime) -> int:
    """Learn from the store's events until `now`; return how many rhythms there are. Runs at once do no harm."""
    keys = _keys_by_product()
    span = Interaction.objects.filter(occurred_at__lte=now).aggregate(first=Min("occurred_at"), last=Max("occurred_at"))
    rhythms = _rhythms(keys, span["last"] or now)
    seasons = _seasons(keys, span["first"] or now, span["last"] or now)
    with transaction.atomic():
        InterestRhythm.objects.all().delete()
        InterestRhythm.objects.bulk_create(
            [_row(key, rhythms.get(key), seasons.get(key), now) for key in sorted({*rhythms, *seasons})],
            update_conflicts=True,
            unique_fields=["store", "kind", "name", "value"],
            update_fields=["interval_days", "repeats", "phase_factors", "month_factors", "learned_at"],
        )
    _known.cache_clear()
    return len({*rhythms, *seasons})


def rhythms_known() -> tuple[Mapping[Key, Rhythm], Mapping[Key, Season]]:
    """Return what was learned last, as this process read it in the last ten minutes."""
    return _known(current_store_id(), int(time.monotonic() // KEPT_SECONDS))


@lru_cache(maxsize=16)
def _known(store_id: int, period: int) -> tuple[Mapping[Key, Rhythm], Mapping[Key, Season]]:
    rhythms, seasons = {}, {}
    for row in InterestRhythm.objects.all():
        key = (row.kind, row.name, row.value)
        if row.interval_days is not None:
            fresh, nearing, due, lapsed = row.phase_factors
            rhythms[key] = Rhythm(row.interval_days, row.repeats, (fresh, nearing, due, lapsed))
        if row.month_factors:
            seasons[key] = Season("month", tuple(row.month_factors))
    return rhythms, seasons


def _keys_by_product() -> Mapping[int, Collection[Key]]:
    keys: dict[int, list[Key]] = defaultdict(list)
    rows = telling_features().filter(kind__in=KINDS).values_list("product_id", "kind", "name", "normalised")
    for product, kind, name, value in rows.order_by():
        keys[product].append((kind, name, value))
    return keys


def _rhythms(keys: Mapping[int, Collection[Key]], until: datetime) -> dict[Key, Rhythm]:
    rows = Interaction.objects.filter(
        type=Interaction.Type.PURCHASE, product__isnull=False, occurred_at__gt=until - WINDOW, occurred_at__lte=until
    ).values_list("shopper_id", "product_id", "occurred_at")
    purchases = (Purchase(*row) for row in rows.order_by().iterator(chunk_size=10_000))
    return learn_rhythms(purchases, lambda product: keys.get(product, ()), until=until)


def _seasons(keys: Mapping[int, Collection[Key]], first: datetime, last: datetime) -> dict[Key, Season]:
    if last - first < LEAST_SPAN:
        return {}
    counts: dict[Key, Counts] = defaultdict(lambda: defaultdict(int))
    totals: Counts = defaultdict(int)
    acts = Interaction.objects.filter(product__isnull=False, occurred_at__lte=last).exclude(
        type__in=[Interaction.Type.IMPRESSION, Interaction.Type.DISMISS]
    )
    by_month = acts.annotate(year=ExtractYear("occurred_at"), month=ExtractMonth("occurred_at")).order_by()
    for product, year, month, count in by_month.values_list("product_id", "year", "month").annotate(count=Count("pk")):
        totals[year, month] += count
        for key in keys.get(product, ()):
            counts[key][year, month] += count
    found = {key: shop_season(of_key, totals) for key, of_key in counts.items()}
    return {key: season for key, season in found.items() if season is not None}


def _row(key: Key, rhythm: Rhythm | None, season: Season | None, now: datetime) -> InterestRhythm:
    kind, name, value = key
    return InterestRhythm(
        kind=kind,
        name=name,
        value=value,
        interval_days=rhythm.interval_days if rhythm else None,
        repeats=rhythm.repeats if rhythm else 0,
        phase_factors=list(rhythm.factors) if rhythm else [],
        month_factors=list(season.factors) if season else [],
        learned_at=now,
    )
