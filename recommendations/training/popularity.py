"""Popularity: decayed attention, over all users and per segment."""

from collections import defaultdict
from collections.abc import Sequence

from recommendations.training.types import Interaction

HALF_LIFE_DAYS = 14.0
WHOLE = ""  # the segment of everybody


def popularity(
    interactions: Sequence[Interaction], half_life_days: float = HALF_LIFE_DAYS
) -> dict[tuple[int, str], float]:
    """Return (item, segment) → 0–1, where the segment's most popular item has 1; segment "" is everybody."""
    if not interactions:
        return {}
    latest = max(row.occurred_at for row in interactions)
    attention: dict[tuple[int, str], float] = defaultdict(float)
    for row in interactions:
        age_days = (latest - row.occurred_at).total_seconds() / 86_400
        weight = row.weight * 0.5 ** (age_days / half_life_days)
        for segment in {WHOLE, row.segment}:
            attention[row.item, segment] += weight
    highest: dict[str, float] = defaultdict(float)
    for (_, segment), amount in attention.items():
        highest[segment] = max(highest[segment], amount)
    return {key: amount / highest[key[1]] for key, amount in attention.items() if amount > 0}
