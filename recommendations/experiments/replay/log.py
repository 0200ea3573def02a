"""Logged lists, with the probabilities of the policy that made them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LoggedList:
    """One list that was shown, how it came about, and what it earned.

    Every open place (not in `fixed`) kept its item of `base` with probability `kept`. An item of `pool` was shown with
    its probability, at any open place alike.
    """

    unit: str  # the shopper: lists of one shopper are not independent
    base: Sequence[int]
    items: Sequence[int]
    rewards: Mapping[int, float] = field(default_factory=dict)  # item → clicks, purchases or money it earned here
    fixed: frozenset[int] = frozenset()  # places from 1
    pool: Mapping[int, float] = field(default_factory=dict)
    kept: float = 1.0

    @property
    def explored(self) -> list[int]:
        """Return the explored places, from 1."""
        return [
            place for place, (old, new) in enumerate(zip(self.base, self.items, strict=True), start=1) if old != new
        ]
