"""Turns what a model did into the row of a report."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation.metrics.coverage import catalog_coverage, gini
from recommendations.evaluation.metrics.diversity import intra_list_diversity
from recommendations.evaluation.metrics.intervals import bootstrap_interval, paired_interval, paired_p_value
from recommendations.evaluation.metrics.next_item import gains_at_k, hits_at_k, reciprocal_ranks
from recommendations.evaluation.metrics.novelty import novelty, popularity_bias
from recommendations.evaluation.runner import Outcome

CUTOFFS = (5, 10, 20)
K = 10  # length of the lists whose coverage, novelty and diversity are told
LENGTHS = ((1, 3), (4, 6), (7, 12), (13, 10**9))  # items of history


@dataclass(frozen=True, slots=True)
class Ground:
    """What all rows of a report have in common."""

    histories: Sequence[Sequence[int]]
    targets: NDArray[np.int64]
    counts: NDArray[np.float32]  # (n_items,) interactions of training
    content: NDArray[np.float32] | None = None  # (n_items, width)
    order: NDArray[np.int64] | None = None  # rank of each item's key, to tell up-steps from down-steps


def figures(outcome: Outcome, ground: Ground, *, seed: int = 0) -> dict[str, Any]:
    """Return the figures of one row: accuracy, order subsets, and what the lists are like."""
    ranks, lists = outcome.ranks, outcome.lists[:, :K]
    gains = gains_at_k(ranks, K)
    row: dict[str, Any] = {}
    for k in CUTOFFS:
        row |= {f"hr_at_{k}": _mean(hits_at_k(ranks, k)), f"ndcg_at_{k}": _mean(gains_at_k(ranks, k))}
    row |= order_figures(gains, ground) | {"mrr": _mean(reciprocal_ranks(ranks))}
    row |= {
        "coverage": round(catalog_coverage(lists, len(ground.counts)), 4),
        "novelty": round(novelty(lists, ground.counts), 3),
        "gini": round(gini(lists, len(ground.counts)), 4),
        "popularity_bias": round(popularity_bias(lists, ground.histories, ground.counts), 3),
    }
    if ground.content is not None:
        row["intra_list_diversity"] = round(intra_list_diversity(lists, ground.content), 4)
    row["intervals"] = {"ndcg_at_10": _bounds(bootstrap_interval(gains, seed=seed))}
    row["ndcg_at_10_by_length"] = length_figures(gains, ground)
    return row


def order_figures(gains: NDArray[np.float64], ground: Ground) -> dict[str, float]:
    """Return NDCG@10 where the target's key is greater than that of the newest item of the history, and where not."""
    if ground.order is None:
        return {}
    before = ground.order[[history[-1] for history in ground.histories]]
    after = ground.order[ground.targets]
    known = (before >= 0) & (after >= 0)
    up, down = gains[known & (after > before)], gains[known & (after < before)]
    means = (float(up.mean()) if len(up) else 0.0, float(down.mean()) if len(down) else 0.0)
    return {
        "ndcg_at_10_up": round(means[0], 5),
        "ndcg_at_10_down": round(means[1], 5),
        "ndcg_at_10_order_mean": round(sum(means) / 2, 5),
    }


def length_figures(gains: NDArray[np.float64], ground: Ground) -> list[dict[str, Any]]:
    """Return users and NDCG@10 by length of the history."""
    lengths = np.array([len(history) for history in ground.histories])
    rows = []
    for low, high in LENGTHS:
        some = gains[(lengths >= low) & (lengths <= high)]
        if len(some):
            rows.append({"from": low, "to": min(high, int(lengths.max())), "users": len(some), "ndcg": _mean(some)})
    return rows


def differences(ours: Outcome, others: Mapping[str, Outcome], *, seed: int = 0) -> dict[str, Any]:
    """Return NDCG@10 of ours less that of each other model over the same users, with interval and p."""
    gains = gains_at_k(ours.ranks, K)
    found = {}
    for name, other in others.items():
        theirs = gains_at_k(other.ranks, K)
        interval = paired_interval(gains, theirs, seed=seed)
        p = paired_p_value(gains, theirs, seed=seed)
        found[name] = _bounds(interval) | {"p": round(p, 4), "excludes_zero": interval.excludes_zero}
    return found


def _mean(values: NDArray[np.float64]) -> float:
    return round(float(values.mean()), 5) if len(values) else 0.0


def _bounds(interval: Any) -> dict[str, float]:
    return {name: round(value, 5) for name, value in asdict(interval).items()}
