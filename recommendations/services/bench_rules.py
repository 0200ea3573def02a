"""What many rules at work add to the time of a request."""

import time
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Any

from recommendations.evaluation.benchmarks.durations import percentile, summary
from recommendations.services.bench_releases import bench_release, put_live, rolled_back

IN_A_ROW = 5  # answers before the releases change places
WARM_UP = 4  # turns


def bench_rules(ask: Callable[[str], Any], shopper_ids: Sequence[str], *, rules: int, seconds: float) -> dict[str, Any]:
    """Return the time of an answer of the API with that many rules in force against the same answer with none.

    Both releases take turns, so that a machine that slows down slows both. Nothing of it stays in the database.
    """
    with rolled_back():
        releases = [bench_release("Benchmark without rules"), bench_release("Benchmark", rules)]
        releases[0].rules.all().delete()
        taken: list[list[float]] = [[], []]
        shoppers, turns, until = cycle(shopper_ids), 0, time.perf_counter() + seconds
        while turns < WARM_UP + 1 or time.perf_counter() < until:
            some = [next(shoppers) for _ in range(IN_A_ROW)]
            for release, times in zip(releases, taken, strict=True):
                put_live(release)
                found = [_timed(ask, shopper) for shopper in some]
                times.extend(found if turns >= WARM_UP else [])
            turns += 1
    return _compared(*taken) | {"rules": rules}


def _timed(ask: Callable[[str], Any], shopper: str) -> float:
    started = time.perf_counter()
    ask(shopper)
    return (time.perf_counter() - started) * 1000


def _compared(bare: list[float], with_rules: list[float]) -> dict[str, Any]:
    times, reference = summary(with_rules), percentile(sorted(bare), 0.5)
    return {
        "figure": times["p50_ms"],
        "unit": "ms, p50",
        "reference": round(reference, 2),
        "reference_name": "the same answers of the API without rules, p50 in ms",
        "ratio": round(times["p50_ms"] / reference, 2),
        **times,
        "requests": len(with_rules),
    }
