"""Keeps the weights of interests at what they are now: visits fade, refills come due, months turn."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from users.interests.profile import is_over
from users.interests.traits import traits_from_json
from users.interests.types import Traits
from users.interests.weights_now import changes_at, weights_now
from users.models import InterestTag

MOST_SHOPPERS = 2000  # a run; the rest come with the next


def weights_pass(now: datetime, most: int = MOST_SHOPPERS) -> int:
    """Count anew the weights that time changed since they were; return how many shoppers had any.

    Only the model's own tags pass: what a person set stays. What was the interest of a visit alone goes with it. No
    events are read, and no model is asked.
    """
    due = InterestTag.objects.filter(source=InterestTag.Source.MODEL, changes_at__lte=now)
    shoppers = list(due.order_by("shopper").values_list("shopper", flat=True).distinct()[:most])
    with transaction.atomic():
        tags: dict[int, list[InterestTag]] = defaultdict(list)
        for tag in _of_model(shoppers):
            tags[tag.shopper_id].append(tag)
        over = {tag.pk for some in tags.values() for tag in some if is_over(_lasting(tag), _traits(tag), now)}
        InterestTag.objects.filter(pk__in=over).delete()
        lasting = [[tag for tag in some if tag.pk not in over] for some in tags.values()]
        rows = [tag for some in lasting for tag in _counted(some, now)]
        InterestTag.objects.bulk_update(rows, ["weight", "changes_at"], batch_size=1000)
    return len(tags)


def _of_model(shoppers: list[int]) -> list[InterestTag]:
    """Lock the tags, so that a profile built meanwhile is not written over."""
    rows = InterestTag.objects.filter(shopper__in=shoppers, source=InterestTag.Source.MODEL).defer("evidence")
    return list(rows.order_by("pk").select_for_update())


def _counted(tags: list[InterestTag], now: datetime) -> list[InterestTag]:
    """Give the tags of one shopper their weights of now."""
    weights = weights_now([(_lasting(tag), _traits(tag)) for tag in tags], now)
    for tag, weight in zip(tags, weights, strict=True):
        tag.weight, tag.changes_at = weight, changes_at(_traits(tag), now)
    return tags


def _lasting(tag: InterestTag) -> float:
    return tag.weight if tag.lasting_weight is None else tag.lasting_weight


def _traits(tag: InterestTag) -> Traits:
    return traits_from_json(tag.traits)
