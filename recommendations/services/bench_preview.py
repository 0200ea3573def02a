"""How long the server takes for the page that shows a draft against what is live."""

import time
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

from recommendations.evaluation.benchmarks.durations import percentile, summary
from recommendations.models import Release, Rule
from recommendations.services.bench_releases import bench_release, put_live, rolled_back

WARM_UP = 10  # pages of both kinds
CHANGED = 5  # rules of the draft that live has otherwise


def bench_preview(
    ask: Callable[[str], Any], shopper_ids: Sequence[str], *, rules: int, k: int, seconds: float
) -> dict[str, Any]:
    """Return the time of the page with as many rules in the draft, and in what is live, against a page without them.

    Both pages take turns over the shoppers, so that a machine that slows down slows both.
    """
    with rolled_back():
        live = bench_release("Benchmark", rules)
        put_live(live)
        draft = _changed(bench_release("Benchmark draft", source=live))
        queries: list[Callable[[str], str]] = [
            lambda shopper: urlencode({"shopper": shopper, "placement": "home", "k": k, "draft": draft.number}),
            lambda shopper: urlencode({"shopper": shopper, "placement": "home", "k": k, "rules": 0}),
        ]
        taken: list[list[float]] = [[], []]
        shoppers, until = cycle(shopper_ids), time.perf_counter() + seconds
        while len(taken[0]) < WARM_UP + 1 or time.perf_counter() < until:
            shopper = next(shoppers)
            for query, times in zip(queries, taken, strict=True):
                times.append(_timed(ask, query(shopper)))
    return _compared(*(times[WARM_UP:] for times in taken)) | {"rules": rules}


def _changed(draft: Release) -> Release:
    """Let the draft differ from what it was copied from, as one does that somebody works on."""
    some = Rule.objects.filter(release=draft, kind__in=("boost", "bury")).order_by("order")[:CHANGED]
    Rule.objects.filter(pk__in=[rule.pk for rule in some]).update(strength=0.5)
    return draft


def _timed(ask: Callable[[str], Any], query: str) -> float:
    started = time.perf_counter()
    ask(query)
    return (time.perf_counter() - started) * 1000


def _compared(pages: list[float], bare: list[float]) -> dict[str, Any]:
    times, reference = summary(pages), percentile(sorted(bare), 0.95)
    return {
        "figure": times["p95_ms"],
        "unit": "ms, p95",
        "reference": round(reference, 2),
        "reference_name": "the same page of the live list alone, without rules, p95 in ms",
        "ratio": round(times["p95_ms"] / reference, 2),
        **times,
        "pages": len(pages),
    }
