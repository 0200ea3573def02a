"""Keeps the weights of interests at what they are now: visits fade, refills come due, months turn."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Coalesce

from users.interests.traits import traits_from_json
from users.interests.weights_now import changes_at, weights_now
from users.models import InterestTag

MOST_SHOPPERS = 2000  # a run; the rest come with the next


def weights_pass(now: datetime, most: int = MOST_SHOPPERS) -> int:
    """Count anew the weights that time changed since they were; return how many shoppers had any.

    Only the model's own tags pass: what a person set stays. No events are read, and no model is asked.
    """
    due = InterestTag.objects.filter(source=InterestTag.Source.MODEL, changes_at__lte=now)
    shoppers = list(due.order_by("shopper").values_list("shopper", flat=True).distinct()[:most])
    with transaction.atomic():
        tags: dict[int, list[InterestTag]] = defaultdict(list)
        for tag in _of_model(shoppers):
            tags[tag.shopper_id].append(tag)
        for of_shopper in tags.values():
            _count_anew(of_shopper, now)
        rows = [tag for of_shopper in tags.values() for tag in of_shopper]
        InterestTag.objects.bulk_update(rows, ["weight", "changes_at"], batch_size=1000)
    return len(tags)


def _of_model(shoppers: list[int]) -> list[InterestTag]:
    """Lock the tags, so that a profile built meanwhile is not written over."""
    rows = InterestTag.objects.filter(shopper__in=shoppers, source=InterestTag.Source.MODEL).defer("evidence")
    lasting = Coalesce("lasting_weight", "weight")
    return list(rows.annotate(lasting=lasting).order_by("pk").select_for_update(of=("self",)))


def _count_anew(tags: list[InterestTag], now: datetime) -> None:
    traits = [traits_from_json(tag.traits) for tag in tags]
    weights = weights_now([(tag.lasting, some) for tag, some in zip(tags, traits, strict=True)], now)  # type: ignore[attr-defined]
    for tag, some, weight in zip(tags, traits, weights, strict=True):
        tag.weight, tag.changes_at = weight, changes_at(some, now)
