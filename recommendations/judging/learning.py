"""Learn the router from lists whose outcome is known: the judgement is switched on only where that excludes harm."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation.metrics.intervals import Interval, bootstrap_interval
from recommendations.judging.lists import JudgedList, ndcg
from recommendations.judging.router import EDGES, OFF, Bucket, Evidence, Router, Weights, bucket_of

Floats = NDArray[np.float64]
GRID = (0.0, 0.15, 0.3, 0.6, 1.0, 2.0)
FEWEST = 30  # lists without which a bucket proves nothing by itself
SHOWN, OF_MANY = 0.95, 0.99  # confidence of intervals; the best of many pairs of weights has to prove more
SEED = 0


def learn_router(lists: Sequence[JudgedList], *, edges: tuple[int, ...] = EDGES, seed: int = SEED) -> Router:
    """Return the table of weights with the greatest NDCG among those whose interval excludes harm.

    For each length of history every pair of weights (old items, new items) is tried. A pair counts whose gain over
    "never" has an interval (paired bootstrap over lists; 99 %, because it is the best of many) that does not reach
    below 0. Buckets that prove nothing by themselves are put together and tested with the one weight of "always on".
    At the end, where "always on" proves itself over all lists and is better than the table, it takes over the buckets
    in which it is better: so on these lists the table is never worse than "never", and never worse than an "always
    on" that excludes harm.
    """
    members = [[one for one in lists if bucket_of(one.history_length, edges) == b] for b in range(len(edges) + 1)]
    tables = [_gains(mine) for mine in members]
    always = _always(tables)
    fixed = Weights(always, always)
    buckets = [_bucket(table, seed) for table in tables]
    undecided = [b for b, bucket in enumerate(buckets) if bucket.weights.off and _mean(tables[b], fixed) > 0]
    if undecided and _harmless(np.concatenate([tables[b][fixed] for b in undecided]), seed):
        buckets = [_set(one, tables[b], fixed, seed) if b in undecided else one for b, one in enumerate(buckets)]
    if _harmless(np.concatenate([table[fixed] for table in tables]), seed):
        buckets = [
            _set(one, tables[b], fixed, seed) if _mean(tables[b], fixed) > _mean(tables[b], one.weights) else one
            for b, one in enumerate(buckets)
        ]
    return Router(tuple(buckets), always, edges)


def routed_ndcg(lists: Sequence[JudgedList], router: Router) -> Floats:
    """Return the NDCG of each list in the order that the router gives it."""
    weights = [router.weights(one.history_length) for one in lists]
    return np.array(
        [ndcg(one, weight_old=w.old, weight_new=w.new) for one, w in zip(lists, weights, strict=True)], dtype=np.float64
    )


def fixed_ndcg(lists: Sequence[JudgedList], weight: float) -> Floats:
    """Return the NDCG of each list with one weight for all items; 0 is "never"."""
    return np.array([ndcg(one, weight_old=weight, weight_new=weight) for one in lists], dtype=np.float64)


def _gains(lists: Sequence[JudgedList]) -> dict[Weights, Floats]:
    """Return for each pair of weights the gain of each list over never asking."""
    never = fixed_ndcg(lists, 0.0)
    pairs = [Weights(old, new) for old in GRID for new in GRID]
    return {
        pair: np.array([ndcg(one, weight_old=pair.old, weight_new=pair.new) for one in lists], dtype=np.float64) - never
        for pair in pairs
    }


def _always(tables: Sequence[dict[Weights, Floats]]) -> float:
    """Return the one weight above 0 that gains most over all lists, the smaller of equals."""
    pooled = {
        weight: float(np.concatenate([table[Weights(weight, weight)] for table in tables]).sum()) for weight in GRID[1:]
    }
    return max(pooled, key=lambda weight: (pooled[weight], -weight))


def _bucket(table: dict[Weights, Floats], seed: int) -> Bucket:
    """Return the best pair of weights that proves itself in this bucket, else off."""
    if len(table[OFF]) >= FEWEST:
        for pair in sorted(table, key=lambda one: (-_mean(table, one), one.old, one.new)):
            if _mean(table, pair) > 0 and _harmless(table[pair], seed, OF_MANY):
                return _described(table, pair, "own", seed)
    return _described(table, OFF, "none", seed)


def _set(bucket: Bucket, table: dict[Weights, Floats], weights: Weights, seed: int) -> Bucket:
    return replace(_described(table, weights, "pooled", seed), lists=bucket.lists)


def _described(table: dict[Weights, Floats], weights: Weights, evidence: Evidence, seed: int) -> Bucket:
    interval = _interval(table[weights], seed)
    return Bucket(weights, len(table[weights]), interval.mean, interval.low, interval.high, evidence)


def _harmless(gains: Floats, seed: int, confidence: float = SHOWN) -> bool:
    return len(gains) > 0 and _interval(gains, seed, confidence).low >= 0


def _interval(gains: Floats, seed: int, confidence: float = SHOWN) -> Interval:
    return bootstrap_interval(gains, seed=seed, confidence=confidence)


def _mean(table: dict[Weights, Floats], weights: Weights) -> float:
    return float(table[weights].mean()) if len(table[weights]) else 0.0
