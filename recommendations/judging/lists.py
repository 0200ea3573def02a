"""Lists of candidates that the language model has judged, and how good an order is of what was wanted."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from recommendations.judging.mix import Vector, standardise

Flags = NDArray[np.bool_]
K = 10


@dataclass(frozen=True)
class JudgedList:
    """The candidates of one shopper; arrays of one length, in an order that tells nothing.

    `judged` is nan where nobody judged; such an item counts as judged middling.
    """

    history_length: int
    base: Vector  # score without the language model
    judged: Vector  # lift, or the student's guess of it
    new: Flags  # items about which little is known
    wanted: Flags  # what the shopper took afterwards
    missed: int = 0  # items that the shopper took and that are no candidates

    @cached_property
    def parts(self) -> tuple[Vector, Vector]:
        """Return standardised base scores and judgements."""
        known = np.isfinite(self.judged)
        judgements = np.zeros(len(self.judged))
        judgements[known] = standardise(self.judged[known])
        return standardise(self.base), judgements

    @property
    def wants_new(self) -> bool:
        """Return whether anything that the shopper took is new."""
        return bool((self.wanted & self.new).any())


def combine(base: Vector, judged: Vector, new: Flags, *, weight_old: float, weight_new: float) -> Vector:
    """Return base + weight × judgement; the weight follows the item's age. Both scores are standardised in the list."""
    combined: Vector = base + np.where(new, weight_new, weight_old) * judged
    return combined


def ndcg(judged: JudgedList, *, weight_old: float, weight_new: float, k: int = K) -> float:
    """Return NDCG@k of the combined order, ties by position; missed items count in the ideal (Järvelin 2002)."""
    base, judgements = judged.parts
    scores = combine(base, judgements, judged.new, weight_old=weight_old, weight_new=weight_new)
    hits = judged.wanted[np.argsort(-scores, kind="stable")[:k]]
    discounts = 1 / np.log2(np.arange(2, k + 2))
    ideal = discounts[: int(judged.wanted.sum()) + judged.missed].sum()
    return float(hits @ discounts[: len(hits)] / ideal) if ideal else 0.0
