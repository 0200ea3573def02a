"""Metrics of a ranked list against the items that turned out to be relevant."""

import math
from collections.abc import Collection, Sequence


def ndcg_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return DCG / ideal DCG with binary gains, DCG = Σ 1 / log2(rank + 1) over the first k; 0–1.

    0 with nothing relevant (Järvelin and Kekäläinen 2002).
    """
    gains = sum(1 / math.log2(rank + 1) for rank, item in enumerate(ranked[:k], start=1) if item in relevant)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(relevant)) + 1))
    return gains / ideal if ideal else 0.0


def recall_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return the share of the relevant items among the first k; 0–1, 0 with nothing relevant."""
    return len(set(ranked[:k]) & set(relevant)) / len(relevant) if relevant else 0.0


def hit_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return 1 where any of the first k is relevant, else 0."""
    return float(any(item in relevant for item in ranked[:k]))


def mean(values: Sequence[float]) -> float:
    """Return the average, 0 of nothing."""
    return sum(values) / len(values) if values else 0.0
