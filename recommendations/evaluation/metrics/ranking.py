"""Metrics of a ranked list against the items that turned out to be relevant."""

import math
from collections.abc import Collection, Hashable, Sequence


def ndcg_at_k(ranked: Sequence[Hashable], relevant: Collection[Hashable], k: int) -> float:
    """Return DCG / ideal DCG with binary gains, DCG = Σ 1 / log2(rank + 1) over the first k; 0–1.

    0 with nothing relevant (Järvelin and Kekäläinen 2002).
    """
    gains = sum(1 / math.log2(rank + 1) for rank, item in enumerate(ranked[:k], start=1) if item in relevant)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(relevant)) + 1))
    return gains / ideal if ideal else 0.0


def recall_at_k(ranked: Sequence[Hashable], relevant: Collection[Hashable], k: int) -> float:
    """Return the share of the relevant items among the first k; 0–1, 0 with nothing relevant."""
    return len(set(ranked[:k]) & set(relevant)) / len(relevant) if relevant else 0.0


def hit_at_k(ranked: Sequence[Hashable], relevant: Collection[Hashable], k: int) -> float:
    """Return 1 where any of the first k is relevant, else 0."""
    return float(any(item in relevant for item in ranked[:k]))


def mean(values: Sequence[float]) -> float:
    """Return the average, 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def precision_at_k(ranked: Sequence[Hashable], relevant: Collection[Hashable], k: int) -> float:
    """Return the share of the first k places that hold a relevant item; 0–1, 0 for k = 0."""
    return len(set(ranked[:k]) & set(relevant)) / k if k else 0.0


def average_precision_at_k(ranked: Sequence[Hashable], relevant: Collection[Hashable], k: int) -> float:
    """Return the mean, over the relevant items that could be shown, of the precision at each one's place; 0–1.

    The divisor is min(k, number relevant); 0 with nothing relevant. Its mean over users is MAP@k.
    """
    hits, total = 0, 0.0
    for rank, item in enumerate(ranked[:k], start=1):
        if item in relevant:
            hits += 1
            total += hits / rank
    possible = min(k, len(relevant))
    return total / possible if possible else 0.0


def reciprocal_rank(ranked: Sequence[Hashable], relevant: Collection[Hashable]) -> float:
    """Return 1 / rank of the first relevant item, 0 where there is none; its mean over users is MRR."""
    return next((1 / rank for rank, item in enumerate(ranked, start=1) if item in relevant), 0.0)
