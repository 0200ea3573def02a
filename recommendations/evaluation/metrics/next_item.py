"""Accuracy where exactly one item is right: everything follows from its rank."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ranks = NDArray[np.int64]


def target_ranks(scores: NDArray[np.float32], targets: Ranks) -> Ranks:
    """Return the rank of each row's target, from 1, among its scores (n_users, n_items); ties stand before it."""
    wanted = scores[np.arange(len(scores)), targets]
    ranks: Ranks = (scores >= wanted[:, None]).sum(axis=1)
    return ranks


def hits_at_k(ranks: Ranks, k: int) -> Floats:
    """Return 1 for each target among the first k, else 0; the mean is HR@k, which here is recall@k."""
    return (ranks <= k).astype(float)


def gains_at_k(ranks: Ranks, k: int) -> Floats:
    """Return 1 / log2(rank + 1) for each target among the first k, else 0; the mean is NDCG@k; 0–1."""
    return np.where(ranks <= k, 1 / np.log2(ranks + 1), 0.0)


def reciprocal_ranks(ranks: Ranks) -> Floats:
    """Return 1 / rank of each target; the mean is MRR, which here is MAP; 0–1."""
    values: Floats = 1 / ranks
    return values
