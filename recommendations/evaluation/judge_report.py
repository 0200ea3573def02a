"""What the language model's judgement does, bucket by bucket, and what the router makes of it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation.metrics.intervals import bootstrap_interval, paired_interval
from recommendations.judging.learning import fixed_ndcg, routed_ndcg
from recommendations.judging.lists import JudgedList
from recommendations.judging.router import Router, bucket_names, bucket_of

Floats = NDArray[np.float64]
DIGITS = 4


def bucket_rows(lists: Sequence[JudgedList], router: Router, *, seed: int = 0) -> list[dict[str, Any]]:
    """Return a row for each length of history and age of the wanted item that occurs."""
    never, always, routed = _ndcgs(lists, router)
    rows = []
    for bucket, history in enumerate(bucket_names(router.edges)):
        for wants_new in (False, True):
            chosen = np.array(
                [bucket_of(one.history_length, router.edges) == bucket and one.wants_new is wants_new for one in lists],
                dtype=bool,
            )
            if chosen.any():
                weights = router.buckets[bucket].weights
                rows.append(
                    {
                        "history": history,
                        "item": "new" if wants_new else "old",
                        "lists": int(chosen.sum()),
                        "ndcg_never": _mean(never[chosen]),
                        "ndcg_always": _mean(always[chosen]),
                        **_difference("always", always[chosen], never[chosen], seed),
                        "ndcg_router": _mean(routed[chosen]),
                        **_difference("router", routed[chosen], never[chosen], seed),
                        "weight_old": weights.old,
                        "weight_new": weights.new,
                        "evidence": router.buckets[bucket].evidence,
                    }
                )
    return rows


def overall(lists: Sequence[JudgedList], router: Router, *, seed: int = 0) -> dict[str, Any]:
    """Return NDCG@10 of never, always and router over all lists, with the intervals of the router's lead."""
    never, always, routed = _ndcgs(lists, router)
    interval = bootstrap_interval(routed, seed=seed)
    return {
        "lists": len(lists),
        "ndcg_never": _mean(never),
        "ndcg_always": _mean(always),
        "ndcg_router": _mean(routed),
        "ndcg_router_low": round(interval.low, DIGITS),
        "ndcg_router_high": round(interval.high, DIGITS),
        **_difference("router_over_never", routed, never, seed),
        **_difference("router_over_always", routed, always, seed),
    }


def _ndcgs(lists: Sequence[JudgedList], router: Router) -> tuple[Floats, Floats, Floats]:
    return fixed_ndcg(lists, 0.0), fixed_ndcg(lists, router.always), routed_ndcg(lists, router)


def _difference(name: str, ours: Floats, theirs: Floats, seed: int) -> dict[str, float]:
    interval = paired_interval(ours, theirs, seed=seed)
    return {
        f"{name}_gain": round(interval.mean, DIGITS),
        f"{name}_low": round(interval.low, DIGITS),
        f"{name}_high": round(interval.high, DIGITS),
    }


def _mean(values: Floats) -> float:
    return round(float(values.mean()), DIGITS) if len(values) else 0.0
