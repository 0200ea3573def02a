"""Weights of the factors for one placement: beside a basket other things count than on the home page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recommendations.training.shop_blend import LearnedBlend, Taking, learn_blend

FEWEST_CHOICES = 300  # of a placement; with fewer, intervals are too wide to prove anything


@dataclass(frozen=True, slots=True)
class PlacementBlend:
    """What was learned for a placement, with the shop's weights as the given ones."""

    learned: LearnedBlend

    @property
    def used(self) -> bool:
        """Tell whether the placement's own weights are better than the shop's beyond chance."""
        return self.learned.lift.low > 0

    def told(self) -> dict[str, Any]:
        """Return what a model version keeps; with weights only where they are used."""
        weights = {"weights": self.learned.weights} if self.used else {}
        return self.learned.told() | weights


def learn_placements(takings: Sequence[Taking], shop: Mapping[str, float]) -> dict[str, PlacementBlend]:
    """Return placement → what was learned from its takings, where there are enough, in the order of their keys.

    How far weights move from the shop's, and whether that is better, is judged on users they were not learned from.
    """
    grouped: dict[str, list[Taking]] = defaultdict(list)
    for taking in takings:
        if taking.placement:
            grouped[taking.placement].append(taking)
    found = {key: learn_blend(some, shop) for key, some in sorted(grouped.items()) if len(some) >= FEWEST_CHOICES}
    return {key: PlacementBlend(learned) for key, learned in found.items() if learned is not None}
