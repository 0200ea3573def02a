"""The items that a batch's targets have to beat: all, or in a large catalog a random part of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.training.recommender import FloatMatrix


@dataclass(frozen=True, slots=True)
class Rivals:
    """Items of a softmax, what is added to their logits, and the targets as positions among them."""

    targets: NDArray[np.int64]
    items: NDArray[np.int64] | None = None  # None: all items in their order
    offset: FloatMatrix | None = None


def drawn_rivals(targets: NDArray[np.int64], n_items: int, negatives: int, generator: np.random.Generator) -> Rivals:
    """Return the batch's own targets and `negatives` other items, drawn evenly; all items for 0 or too many.

    A drawn item stands for several that were not, so the log of how many is added to its logit: the sum of the
    softmax then has the right mean (importance sampling, Bengio and Senécal 2008).
    """
    own, positions = np.unique(targets, return_inverse=True)
    left = n_items - len(own)
    if not negatives or negatives >= left:
        return Rivals(targets)
    free = np.ones(n_items, dtype=bool)
    free[own] = False
    drawn = generator.choice(np.flatnonzero(free), negatives, replace=False, shuffle=False)
    offset = np.zeros(len(own) + negatives, dtype=np.float32)
    offset[len(own) :] = np.log(left / negatives)
    return Rivals(positions.astype(np.int64), np.concatenate([own, drawn]), offset)
