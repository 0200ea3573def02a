"""Profiles: tags, interest vectors and price level of shoppers, from their events.

`profile_refresh` runs on the fast queue after each event and uses no language model; `profiles_build` is the
step that lets the language model weigh the candidates too. What it weighs up comes into the profile, what it weighs
down may fall out of it; each candidate rests on events.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
from django.db import transaction
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Least
from django.utils import timezone

from catalog.services.engines import language_model, text_encoder
from catalog.services.jobs import ChunkResult
from users.interests.clusters import cluster
from users.interests.judging import History, judge, tag_prompt
from users.interests.profile import candidates, chosen
from users.interests.types import Catalogue, Event, Tag, Weighted
from users.interests.weighting import weighted
from users.models import Interaction, Shopper
from users.services.catalogue import catalogue_of
from users.services.profile_actions import actions_in_words, actions_of_nobody
from users.services.profile_rows import profile_store
from users.services.rhythms import rhythms_learn_if_old

HISTORY = timedelta(days=365)  # before the shopper's last event: history that is imported late counts like any other
MOST_EVENTS = 400


def profile_refresh(*, shopper_id: int, now: datetime | None = None) -> None:
    """Renew one profile from the events so far."""
    _build([shopper_id], now or timezone.now(), with_model=False)


def profiles_build(ids: Sequence[int]) -> ChunkResult:
    """Renew profiles and have the language model weigh their tags; idempotent."""
    rhythms_learn_if_old(timezone.now())
    return ChunkResult(done=_build(ids, timezone.now(), with_model=True))


def _build(shopper_ids: Sequence[int], now: datetime, *, with_model: bool) -> int:
    events = _events(shopper_ids, now)
    histories = {key: weighted(some, now=some[0].occurred_at) for key, some in events.items()}
    products = {row.event.product for rows in histories.values() for row in rows if row.event.product is not None}
    catalogue = catalogue_of(products)
    tags = {key: candidates(rows, catalogue) for key, rows in histories.items()}
    judged_by = ("", "")
    if with_model:
        tags, judged_by = _judged(histories, tags)
    for shopper in Shopper.objects.filter(pk__in=shopper_ids):
        rows = histories.get(shopper.pk, [])
        centres = cluster(rows, catalogue, text_encoder().encode)
        shopper.price_level, shopper.price_spread = _prices(rows, catalogue)
        shopper.event_count, shopper.profile_built_at = len(rows), now
        with transaction.atomic():
            profile_store(shopper, chosen(tags.get(shopper.pk, [])), centres, judged_by)
    return len(shopper_ids)


def _events(shopper_ids: Sequence[int], now: datetime) -> dict[int, list[Event]]:
    """Return the latest events of each shopper, the last one first; a shopper without events is left out."""
    last = Least(F("shopper__last_seen_at"), Value(now, output_field=DateTimeField()))
    past = Interaction.objects.filter(shopper__in=shopper_ids, occurred_at__lte=now)
    rows = past.filter(occurred_at__gt=last - HISTORY)
    events: dict[int, list[Event]] = defaultdict(list)
    for shopper, event_id, kind, occurred_at, product, query in rows.exclude(
        type=Interaction.Type.IMPRESSION
    ).values_list("shopper_id", "event_id", "type", "occurred_at", "product_id", "query"):
        if len(events[shopper]) < MOST_EVENTS:  # the model's ordering puts the latest first
            events[shopper].append(Event(event_id, kind, occurred_at, product, query))
    return events


def _prices(rows: Sequence[Weighted], catalogue: Catalogue) -> tuple[float | None, float | None]:
    """Return weighted mean and deviation of log(price) over what the shopper attended to."""
    pairs = [
        (row.weight, math.log(price))
        for row in rows
        if row.weight > 0 and (price := catalogue.prices.get(row.event.product or 0)) is not None
    ]
    if not pairs:
        return None, None
    weights, prices = (np.array(column) for column in zip(*pairs, strict=True))
    level = float(np.average(prices, weights=weights))
    return level, float(np.sqrt(np.average((prices - level) ** 2, weights=weights)))


def _judged(
    histories: dict[int, list[Weighted]], tags: dict[int, list[Tag]]
) -> tuple[dict[int, list[Tag]], tuple[str, str]]:
    model = language_model()
    keys = [key for key in histories if tags[key]]
    actions = actions_in_words({key: histories[key] for key in keys})
    asked = [History(actions[key], tuple(tags[key])) for key in keys]
    judged = judge(model, asked, nobody=actions_of_nobody())
    return tags | dict(zip(keys, judged, strict=True)), (model.name, tag_prompt().version)
