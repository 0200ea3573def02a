"""Turns scores of candidates into the rows of a re-ranking report, beside the published ones."""

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation.metrics.intervals import bootstrap_interval, paired_interval, paired_p_value
from recommendations.evaluation.metrics.next_item import gains_at_k

CUTOFFS = (1, 5, 10, 20)
# Hou et al., "Large language models are zero-shot rankers for recommender systems", ECIR 2024: Games, random candidates
PUBLISHED = {
    "popularity": (0.2835, 0.4742, 0.5296, 0.5745),
    "bprmf": (0.4492, 0.6233, 0.6627, 0.6894),
    "sasrec": (0.5690, 0.7319, 0.7592, 0.7714),
    "bm25": (0.1392, 0.2881, 0.3461, 0.4435),
    "unisrec": (0.1895, 0.3399, 0.4071, 0.4842),
    "gpt-3.5": (0.3403, 0.4877, 0.5350, 0.5901),
    "llama-2-70b": (0.2150, 0.3230, 0.3783, 0.4197),
    "gpt-4": (0.3950, 0.5822, 0.6288, 0.6525),
}
Ranks = NDArray[np.int64]


def list_ranks(scores: NDArray[np.float32], popularity: NDArray[np.float32]) -> Ranks:
    """Return the rank from 1 of column 0 in each row (n_lists, n_candidates); equal scores stand by popularity.

    Most candidates of a neighbourhood method score 0; without the second key its row would be needlessly poor.
    What is equal in both stands before the target.
    """
    equal = scores == scores[:, :1]
    before = (scores > scores[:, :1]) | (equal & (popularity >= popularity[:, :1]))
    ranks: Ranks = before.sum(axis=1)  # the target stands before itself once
    return ranks


def rerank_row(ranks: Ranks, *, seed: int = 0) -> dict[str, Any]:
    """Return NDCG at each cut-off, each with its 95 % interval over the lists."""
    row: dict[str, Any] = {}
    intervals = {}
    for k in CUTOFFS:
        gains = gains_at_k(ranks, k)
        row[f"ndcg_at_{k}"] = round(float(gains.mean()), 4)
        intervals[f"ndcg_at_{k}"] = _rounded(bootstrap_interval(gains, seed=seed))
    return row | {"intervals": intervals}


def rerank_difference(ours: Ranks, theirs: Ranks, k: int, *, seed: int = 0) -> dict[str, Any]:
    """Return by how much our NDCG@k is greater on the same lists, with interval and p."""
    gains = gains_at_k(ours, k), gains_at_k(theirs, k)
    interval = paired_interval(*gains, seed=seed)
    return _rounded(interval) | {"p": round(paired_p_value(*gains, seed=seed), 4)}


def published_rows() -> list[dict[str, Any]]:
    """Return what the benchmark's authors report."""
    names = [f"ndcg_at_{k}" for k in CUTOFFS]
    return [{"model": model, **dict(zip(names, row, strict=True))} for model, row in PUBLISHED.items()]


def _rounded(interval: Any) -> dict[str, float]:
    return {name: round(value, 4) for name, value in asdict(interval).items()}
