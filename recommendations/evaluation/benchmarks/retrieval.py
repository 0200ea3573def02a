"""How long candidates and their scores take, against the bare query for the nearest products."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from recommendations.evaluation.benchmarks.database_floor import Query, query_milliseconds
from recommendations.evaluation.benchmarks.durations import percentile, summary

WARM_UP = 40
FLOOR_SHARE = 0.25  # of the time, before and after, so that a machine that slows down slows both


def bench_retrieval(
    path: Callable[[str], Any],
    embed: Callable[[str], Any],
    shopper_ids: Sequence[str],
    floor: Query,
    connection: Mapping[str, Any],
    seconds: float,
) -> dict[str, Any]:
    """Return the time of the whole path from a shopper to a ranked list, and of the user embedding in it.

    `path` ranks a shopper's list; `embed` makes the user embedding of one whose item vectors are at hand.
    """
    for shopper in shopper_ids[:WARM_UP]:
        path(shopper), embed(shopper)
    reference = query_milliseconds(floor, connection=connection, seconds=seconds * FLOOR_SHARE)
    taken = _timed(path, shopper_ids, seconds * (1 - 2 * FLOOR_SHARE))
    reference += query_milliseconds(floor, connection=connection, seconds=seconds * FLOOR_SHARE)
    embedded = _timed(embed, shopper_ids, 1.0)
    bare = percentile(sorted(reference), 0.5)
    times = summary(taken)
    return {
        "figure": times["p50_ms"],
        "unit": "ms, p50",
        "reference": round(bare, 3),
        "reference_name": "bare pgvector query for the nearest products of the same interests, p50 in ms",
        "ratio": round(times["p50_ms"] / bare, 2),
        **times,
        "user_embedding_p50_ms": round(percentile(sorted(embedded), 0.5), 3),
        "requests": len(taken),
    }


def _timed(call: Callable[[str], Any], shopper_ids: Sequence[str], seconds: float) -> list[float]:
    until = time.perf_counter() + seconds
    taken: list[float] = []
    while time.perf_counter() < until:
        started = time.perf_counter()
        call(shopper_ids[len(taken) % len(shopper_ids)])
        taken.append((time.perf_counter() - started) * 1000)
    return taken
