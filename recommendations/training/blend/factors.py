"""From the scores of sources to factors that can be weighed and added."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from recommendations.training.recommender import FloatMatrix

Kind = Literal["logits", "strengths", "plain"]
_FLOOR = 0.003  # of a strength: below it, differences say nothing


def factor(scores: FloatMatrix, kind: Kind) -> FloatMatrix:
    """Return log-scores (n_users, n_items), as a weighted sum takes them.

    "logits": the log of their softmax. "strengths", which are about 0 for most items: the log of what exceeds 0,
    with a floor, so that factors multiply as evidence does. "plain": as they are.
    """
    if kind == "plain":
        return scores
    if kind == "logits":
        shifted = scores - scores.max(axis=1, keepdims=True)
        values: FloatMatrix = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return values
    return np.log(np.maximum(scores, 0) + np.float32(_FLOOR))


def length_terms(lengths: NDArray[np.int64]) -> FloatMatrix:
    """Return (n_users, 2): 1, and 1 / √(items of the history), which is great for those we know little of."""
    short = 1 / np.sqrt(np.maximum(lengths, 1))
    return np.stack([np.ones(len(lengths)), short], axis=1).astype(np.float32)
