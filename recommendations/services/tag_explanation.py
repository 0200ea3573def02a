"""How much of a list a shopper's interests in words explain."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set

from recommendations.evaluation.metrics.ranking import mean
from users.interests.types import Key
from users.models import InterestTag
from users.services.catalogue import catalogue_of


def explained_share(lists: Mapping[str, Sequence[int]], tags: Mapping[str, Set[Key]]) -> float:
    """Return the mean, over shoppers, of the share of their list that meets at least one of their tags; 0–1.

    `lists`: shopper → product keys; `tags`: shopper → what their tags name. A shopper without tags counts 0, one
    without a list is left out. What a product meets are its features, its brand and its price band.
    """
    features = catalogue_of(pk for pks in lists.values() for pk in pks).features
    return mean(
        [
            mean([float(not tags.get(shopper, frozenset()).isdisjoint(features[pk])) for pk in pks])
            for shopper, pks in sorted(lists.items())
            if pks
        ]
    )


def explanation_score(
    shoppers: Sequence[str], ours: Callable[[str], Sequence[int]], chance: Callable[[str], Sequence[int]]
) -> dict[str, float]:
    """Return the share of the lists `ours` that tags explain, and that of lists drawn by `chance`, for comparison."""
    tags = shown_tags(shoppers)
    return {
        "tags_explain_share": explained_share({shopper: ours(shopper) for shopper in shoppers}, tags),
        "tags_explain_share_random": explained_share({shopper: chance(shopper) for shopper in shoppers}, tags),
    }


def shown_tags(shoppers: Sequence[str]) -> dict[str, set[Key]]:
    """Return shopper id → what their tags name, hidden ones left out."""
    tags: dict[str, set[Key]] = defaultdict(set)
    rows = InterestTag.objects.filter(shopper__external_id__in=shoppers, weight__gt=0)
    for shopper, kind, name, value in rows.exclude(status=InterestTag.Status.HIDDEN).values_list(
        "shopper__external_id", "kind", "name", "value"
    ):
        tags[shopper].add((kind, name, value))
    return tags
