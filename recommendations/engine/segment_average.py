"""The lists of several users as one: items by their mean place, with the means of all that their scores are made of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recommendations.engine.types import AnswerItem, Factor


@dataclass(frozen=True, slots=True)
class Average:
    """An item of the average list; its score is the mean over all lists, 0 where it is not in one."""

    item: AnswerItem
    lists: int  # that it is in
    place: float  # its mean place; where it is not in a list, the place behind the longest


def averaged(lists: Sequence[Sequence[AnswerItem]], k: int) -> list[Average]:
    """Return at most `k` items, the lowest mean place first; the factors of each add up to its mean score."""
    behind = max((len(one) for one in lists), default=0) + 1
    found: dict[int, list[AnswerItem]] = {}
    for item in (item for one in lists for item in one):
        found.setdefault(item.pk, []).append(item)
    means = [_mean(items, len(lists), behind) for items in found.values()]
    means.sort(key=lambda mean: (mean.place, -mean.item.score, mean.item.product_id))
    return [replace(mean, item=_at(mean.item, rank)) for rank, mean in enumerate(means[:k], start=1)]


def _mean(items: Sequence[AnswerItem], of: int, behind: int) -> Average:
    sums: dict[str, float] = {}
    for factor in (factor for item in items for factor in item.factors):
        sums[factor.name] = sums.get(factor.name, 0.0) + factor.contribution
    factors = tuple(Factor(name, total / of, 1.0) for name, total in sums.items())
    item = replace(
        items[0],
        score=sum(factor.contribution for factor in factors),
        factors=factors,
        reason="",
        copy=Counter(item.copy for item in items).most_common(1)[0][0],
        rule_id=Counter(item.rule_id for item in items).most_common(1)[0][0],
        moved_by=tuple(dict.fromkeys(key for item in items for key in item.moved_by)),
        kept_for_new=all(item.kept_for_new for item in items),
    )
    place = (sum(item.rank for item in items) + (of - len(items)) * behind) / of
    return Average(item, len(items), place)


def _at(item: AnswerItem, rank: int) -> AnswerItem:
    """Give the item its place; where it would stand without rules is not known of an average."""
    return replace(item, rank=rank, ranked_without_rules=rank)
