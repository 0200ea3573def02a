"""Lets brands and categories alternate where scores are near."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

STEP = 0.25  # of the best score: what an item that shares everything with one before it has to be better by


def diversified(
    order: NDArray[np.int64],
    scores: NDArray[np.float64],
    groups: Sequence[NDArray[Any]],
    strength: float,
    length: int,
) -> NDArray[np.int64]:
    """Return rows in an order whose first `length` are diverse; the rest follows by score.

    Maximal marginal relevance (Carbonell and Goldstein 1998): each place goes to the best score less a penalty that
    grows with how often its groups (brand, category, …) stand in the list already. No score changes; `strength` is
    0–1, and 0 changes nothing. Values that are empty are no group.
    """
    if not strength or not len(order):
        return order
    codes = [np.unique(group[order].astype(str), return_inverse=True)[1] for group in groups]
    nothing = [np.isin(group[order].astype(str), ("", "0")) for group in groups]
    counts = [np.zeros(int(code.max()) + 1) for code in codes]
    left = np.ones(len(order), dtype=bool)
    step = strength * STEP * float(np.max(np.abs(scores[order]), initial=0.0)) / len(groups)
    chosen: list[int] = []
    for _ in range(min(length, len(order))):
        repeated = sum(
            np.where(none, 0.0, count[code]) for code, none, count in zip(codes, nothing, counts, strict=True)
        )
        worth = np.where(left, scores[order] - step * repeated, -np.inf)
        at = int(worth.argmax())
        chosen.append(at)
        left[at] = False
        for code, count in zip(codes, counts, strict=True):
            count[code[at]] += 1
    return np.concatenate([order[chosen], order[left]])
