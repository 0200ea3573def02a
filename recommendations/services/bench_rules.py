"""What many rules at work add to the time of a request."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from catalog.models import Category, Product
from recommendations.engine.types import Request
from recommendations.evaluation.benchmarks.durations import percentile, summary
from recommendations.models import Release, Rule
from recommendations.selectors.recommend import recommend
from recommendations.services.releases import content_copy, release_first

WARM_UP = 20


def bench_rules(shopper_ids: Sequence[str], *, rules: int, k: int, seconds: float) -> dict[str, Any]:
    """Return the time of a whole answer with that many rules at work against the same answer without any.

    Requests with and without take turns, so that a machine that slows down slows both. The rules stand in a draft,
    which no storefront sees, and go with it.
    """
    with _draft(rules) as number:
        with_rules = {"release": number}
        for shopper in shopper_ids[:WARM_UP]:
            _timed(shopper, k, with_rules), _timed(shopper, k, {})
        until = time.perf_counter() + seconds
        taken: list[float] = []
        bare: list[float] = []
        while time.perf_counter() < until:
            shopper = shopper_ids[len(taken) % len(shopper_ids)]
            bare.append(_timed(shopper, k, {"use_rules": False}))
            taken.append(_timed(shopper, k, with_rules))
    times, reference = summary(taken), percentile(sorted(bare), 0.5)
    return {
        "figure": times["p50_ms"],
        "unit": "ms, p50",
        "reference": round(reference, 2),
        "reference_name": "the same answers without rules, p50 in ms",
        "ratio": round(times["p50_ms"] / reference, 2),
        **times,
        "rules": rules,
        "requests": len(taken),
    }


def _timed(shopper: str, k: int, how: dict[str, Any]) -> float:
    started = time.perf_counter()
    recommend(Request(shopper_id=shopper, k=k, **how))
    return (time.perf_counter() - started) * 1000


@contextmanager
def _draft(count: int) -> Iterator[int]:
    """Yield the number of a draft with that many rules, all of them at work in every placement."""
    last = Release.objects.order_by("-number").values_list("number", flat=True).first() or 0
    draft = Release.objects.create(number=last + 1, name="Benchmark", base=release_first())
    try:
        content_copy(source=release_first(), target=draft)
        made = Rule.objects.bulk_create(
            Rule(release=draft, order=n, **values) for n, values in enumerate(_rules(count))
        )
        for rule in made:
            rule.key = rule.pk
        Rule.objects.bulk_update(made, ["key"])
        yield draft.number
    finally:
        draft.delete()


def _rules(count: int) -> Iterator[dict[str, Any]]:
    """Yield rules of all kinds with conditions of all kinds, few of which take a product out of a list."""
    chance = np.random.default_rng(0)
    brands = list(Product.objects.exclude(brand="").values_list("brand", flat=True).distinct()[:50]) or ["Norda"]
    slugs = list(Category.objects.values_list("slug", flat=True)[:50]) or ["none"]
    keys = list(Product.objects.order_by("?").values_list("pk", flat=True)[:200])
    for n in range(count):
        low = float(chance.integers(1, 200))
        condition = [
            {"all": [{"brand": [brands[n % len(brands)]]}, {"price": {"at_least": low, "below": low + 20}}]},
            {"all": [{"category": [slugs[n % len(slugs)]]}, {"not": {"stock": {"below": 3}}}]},
            {"attribute": {"name": "colour", "values": [("red", "blue", "green")[n % 3]]}},
            {"text": [f"{('light', 'warm', 'steel')[n % 3]} {n}"]},
            {"any": [{"age_days": {"below": 7}}, {"brand": [brands[(n + 1) % len(brands)]]}]},
        ][n % 5]
        kind = ("boost", "bury", "boost", "hide", "bury", "boost", "bury", "boost", "hide", "boost")[n % 10]
        if kind == "hide" and keys:
            yield {"kind": "hide", "product_id": keys[n % len(keys)]}
        else:
            yield {"kind": "boost" if kind == "hide" else kind, "condition": condition, "strength": 0.05}
