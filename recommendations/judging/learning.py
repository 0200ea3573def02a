"""Learn the router from lists whose outcome is known: the judgement is switched on only where that excludes harm."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation.metrics.intervals import Interval, bootstrap_interval
from recommendations.judging.lists import JudgedList, ndcg
from recommendations.judging.router import EDGES, OFF, Bucket, Evidence, Router, Weights, bucket_of

Floats = NDArray[np.float64]
GRID = (0.0, 0.15, 0.3, 0.6, 1.0, 2.0)
FEWEST = 30  # lists without which a bucket proves nothing by itself
FEWEST_CHANGED = 15  # lists whose NDCG changes: the bootstrap of a handful of changes claims too much
SHOWN, OF_MANY = 0.95, 0.99  # confidence of intervals; the best of many pairs of weights has to prove more
SEED = 0


def learn_router(lists: Sequence[JudgedList], *, edges: tuple[int, ...] = EDGES, seed: int = SEED) -> Router:
    """Return the weights of the judgement by length of history, above 0 only where that excludes harm.

    First all lists together decide: where one weight for all has a gain over "never" whose 95 % interval (bootstrap
    over lists) lies above 0, it is the default of every bucket in which it gains; else the default is off. Then every
    pair of weights (old items, new items) is tried in each bucket, and the best takes over whose lead over the default
    has an interval above 0 (99 %, because it is the best of many). So on these lists the table is never worse than
    "never", and never worse than an "always on" that proves itself.
    """
    members = [[one for one in lists if bucket_of(one.history_length, edges) == b] for b in range(len(edges) + 1)]
    tables = [_gains(mine) for mine in members]
    always, proven = _always(tables, seed)
    fixed = Weights(always, always)
    defaults = [fixed if proven and _mean(table, fixed) > 0 else OFF for table in tables]
    buckets = tuple(_bucket(table, default, seed) for table, default in zip(tables, defaults, strict=True))
    return Router(buckets, always, edges)


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


def _always(tables: Sequence[dict[Weights, Floats]], seed: int) -> tuple[float, bool]:
    """Return the one weight above 0 that gains most over all lists, those that prove harmless before the others."""
    pooled = {weight: np.concatenate([table[Weights(weight, weight)] for table in tables]) for weight in GRID[1:]}
    proven = [weight for weight, gains in pooled.items() if _above_zero(gains, seed)]
    best = max(proven or pooled, key=lambda weight: (float(pooled[weight].sum()), -weight))
    return best, bool(proven)


def _bucket(table: dict[Weights, Floats], default: Weights, seed: int) -> Bucket:
    """Return the best pair of weights whose lead over the default proves itself in this bucket, else the default."""
    if len(table[OFF]) >= FEWEST:
        for pair in sorted(table, key=lambda one: (-_mean(table, one), one.old, one.new)):
            if _mean(table, pair) <= _mean(table, default):
                break
            if _above_zero(table[pair] - table[default], seed, OF_MANY) and _above_zero(table[pair], seed):
                return _described(table, pair, "own", seed)
    return _described(table, default, "none" if default.off else "pooled", seed)


def _described(table: dict[Weights, Floats], weights: Weights, evidence: Evidence, seed: int) -> Bucket:
    interval = _interval(table[weights], seed)
    return Bucket(weights, len(table[weights]), interval.mean, interval.low, interval.high, evidence)


def _above_zero(gains: Floats, seed: int, confidence: float = SHOWN) -> bool:
    changed = int(np.count_nonzero(gains))
    return len(gains) >= FEWEST and changed >= FEWEST_CHANGED and _interval(gains, seed, confidence).low > 0


def _interval(gains: Floats, seed: int, confidence: float = SHOWN) -> Interval:
    return bootstrap_interval(gains, seed=seed, confidence=confidence)


def _mean(table: dict[Weights, Floats], weights: Weights) -> float:
    return float(table[weights].mean()) if len(table[weights]) else 0.0
