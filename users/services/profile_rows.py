"""Writes a profile, keeping what people said about it."""

from collections.abc import Sequence

from django.utils import timezone

from users.interests.traits import traits_to_json
from users.interests.types import Cluster, Key, Tag
from users.interests.weights_now import changes_at, weights_now
from users.models import InterestTag, InterestVector, Shopper

PROFILE_FIELDS = ["price_level", "price_spread", "event_count", "profile_built_at"]


def profile_store(
    shopper: Shopper, tags: Sequence[Tag], centres: Sequence[Cluster], judged_by: tuple[str, str]
) -> None:
    """Store a profile inside the caller's transaction; `judged_by` is model and prompt version, empty for none."""
    shopper.save(update_fields=PROFILE_FIELDS)
    _tags_store(shopper, tags, judged_by)
    InterestVector.objects.filter(shopper=shopper).delete()
    InterestVector.objects.bulk_create(
        InterestVector(
            shopper=shopper, position=position, weight=centre.weight, label=centre.label[:300], embedding=centre.centre
        )
        for position, centre in enumerate(centres)
    )


def _tags_store(shopper: Shopper, tags: Sequence[Tag], judged_by: tuple[str, str]) -> None:
    """Replace the model's own tags; a tag that a person touched keeps weight, words and status.

    The weight is that of the moment at which the profile was built.
    """
    touched: set[Key] = set(
        InterestTag.objects.filter(shopper=shopper)
        .exclude(source=InterestTag.Source.MODEL)
        .values_list("kind", "name", "value")
    )
    InterestTag.objects.filter(shopper=shopper, source=InterestTag.Source.MODEL).delete()
    now = shopper.profile_built_at or timezone.now()
    weights = weights_now([(tag.weight, tag.traits) for tag in tags], now)
    InterestTag.objects.bulk_create(
        InterestTag(
            shopper=shopper,
            kind=tag.key[0],
            name=tag.key[1],
            value=tag.key[2],
            label=tag.label[:300],
            weight=weight,
            lasting_weight=tag.weight,
            traits=traits_to_json(tag.traits),
            changes_at=changes_at(tag.traits, now),
            evidence=list(tag.evidence),
            one_off=tag.one_off,
            model=judged_by[0],
            prompt_version=judged_by[1],
        )
        for tag, weight in zip(tags, weights, strict=True)
        if tag.key not in touched
    )
