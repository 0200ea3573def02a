"""Accuracy by kind of user: is a recommender good for everybody, or only on average?"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation.metrics.intervals import bootstrap_interval
from recommendations.evaluation.metrics.next_item import gains_at_k, hits_at_k

MOST_GROUPS = 8
K = 10


def group_figures(
    ranks: NDArray[np.int64], names: Sequence[str], *, order: Sequence[str] | None = None, seed: int = 0
) -> list[dict[str, Any]]:
    """Return users, HR@10, and NDCG@10 with its bootstrap interval for each group; `names` are the users' groups.

    The groups come in `order`, or else the largest first, MOST_GROUPS at most; a group without users is left out.
    """
    sizes = Counter(names)
    shown = order if order is not None else [name for name, _ in sizes.most_common(MOST_GROUPS)]
    member = np.array(names, dtype=object)
    return [_figures(name, ranks[member == name], seed) for name in shown if sizes[name]]


def length_names(lengths: Sequence[int], bounds: Sequence[tuple[int, int]]) -> tuple[list[str], list[str]]:
    """Return the name of each length's bucket, and the names of all buckets in order; the last one has no end."""
    order = [f"{low}–{high}" for low, high in bounds[:-1]] + [f"{bounds[-1][0]}+"]
    lows = [low for low, _ in bounds]
    places = np.searchsorted(lows, lengths, side="right") - 1
    return [order[max(int(place), 0)] for place in places], order


def _figures(name: str, ranks: NDArray[np.int64], seed: int) -> dict[str, Any]:
    interval = bootstrap_interval(gains_at_k(ranks, K), seed=seed)
    return {
        "name": name,
        "users": len(ranks),
        "hr_at_10": round(float(hits_at_k(ranks, K).mean()), 5),
        "ndcg_at_10": round(interval.mean, 5),
        "low": round(interval.low, 5),
        "high": round(interval.high, 5),
    }
