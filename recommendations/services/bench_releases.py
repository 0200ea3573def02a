"""Releases with many rules, for benchmarks: all that a block makes is rolled back at its end."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from django.db import transaction

from catalog.models import Category, Product
from recommendations.models import Release, Rule
from recommendations.services.releases import content_copy, release_first

KINDS = ("boost", "bury", "boost", "hide", "bury", "boost", "bury", "boost", "bury", "boost")
WORDS = ("light", "warm", "steel", "wool", "trail")
COLOURS = ("red", "blue", "green")


@contextmanager
def rolled_back() -> Iterator[None]:
    """Take back whatever the block writes, and nobody else ever sees it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def bench_release(name: str, count: int = 0, *, source: Release | None = None) -> Release:
    """Return a new draft: a copy of `source` (None: of the first release), and `count` rules on top of it."""
    source = source or release_first()
    last = Release.objects.order_by("-number").values_list("number", flat=True).first() or 0
    draft = Release.objects.create(number=last + 1, name=name, base=source)
    content_copy(source=source, target=draft)
    made = Rule.objects.bulk_create(Rule(release=draft, order=n, **values) for n, values in enumerate(_rules(count)))
    for rule in made:
        rule.key = rule.pk
    Rule.objects.bulk_update(made, ["key"])
    return draft


def put_live(release: Release) -> None:
    """Let lists follow this release from now on."""
    states = Release.State
    Release.objects.filter(state=states.PUBLISHED).update(state=states.SUPERSEDED)
    Release.objects.filter(pk=release.pk).update(state=states.PUBLISHED)


def _rules(count: int) -> Iterator[dict[str, Any]]:
    """Yield rules with conditions of all kinds, all at work in every placement; few take a product out of a list."""
    chance = np.random.default_rng(0)
    brands = list(Product.objects.exclude(brand="").order_by("brand").values_list("brand", flat=True).distinct()[:50])
    slugs = list(Category.objects.order_by("slug").values_list("slug", flat=True)[:50]) or ["none"]
    keys = chance.permutation(list(Product.objects.order_by("pk").values_list("pk", flat=True)[:5000])).tolist()
    for n in range(count):
        kind = KINDS[n % len(KINDS)]
        if kind == "hide" and keys:
            yield {"kind": "hide", "product_id": keys[n % len(keys)]}
        else:
            condition = _condition(n, float(chance.integers(1, 200)), brands or ["Norda"], slugs)
            yield {"kind": "boost" if kind == "hide" else kind, "condition": condition, "strength": 0.05}


def _condition(n: int, low: float, brands: list[str], slugs: list[str]) -> dict[str, Any]:
    """Return the nth condition: each of six kinds in turn."""
    conditions: list[dict[str, Any]] = [
        {"all": [{"brand": [brands[n % len(brands)]]}, {"price": {"at_least": low, "below": low + 20}}]},
        {"all": [{"category": [slugs[n % len(slugs)]]}, {"not": {"stock": {"below": 3}}}]},
        {"all": [{"brand": [brands[(n + 2) % len(brands)]]}, {"age_days": {"below": 30}}]},
        {"all": [{"text": [WORDS[n % len(WORDS)]]}, {"price": {"below": low}}]},
        {"any": [{"age_days": {"below": 7}}, {"brand": [brands[(n + 1) % len(brands)]]}]},
        {"attribute": {"name": "colour", "values": [COLOURS[n % len(COLOURS)]]}},
    ]
    return conditions[(n // len(KINDS) + n) % 6]
