"""Scopes and rows for the adapters' tests: a test states only what it is about."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np

from catalog.models import Product, ProductVector
from recommendations.adapters.candidates import candidates_of, retrieved
from recommendations.adapters.scope import Recent, Scope
from recommendations.engine.candidates import SOURCES, Candidates
from users.models import InterestVector, Shopper

NOW = datetime(2026, 6, 30, tzinfo=UTC)


def scope(shopper: Shopper | None = None, **values: Any) -> Scope:
    """Return the scope of a shopper with a profile, or of nobody."""
    defaults = {"shopper_pk": shopper.pk if shopper else None, "has_profile": shopper is not None, "now": NOW}
    return Scope(**{**defaults, "locale": "en", **values})


def recent(*products: Product, weight: float = 1.0) -> list[Recent]:
    return [Recent(product.pk, weight / 2**step) for step, product in enumerate(products)]


def towards(*shares: float) -> list[float]:
    """Return a vector of length 1 with these shares along the first axes."""
    vector = np.zeros(512)
    vector[: len(shares)] = shares
    return list(vector / np.linalg.norm(vector))


def vector(product: Product, *shares: float) -> ProductVector:
    row: ProductVector = ProductVector.objects.create(product=product, embedding=towards(*shares), encoder="fake")
    return row


def interest(shopper: Shopper, shares: Sequence[float], *, weight: float = 1.0, label: str = "") -> InterestVector:
    position = InterestVector.objects.filter(shopper=shopper).count()
    row: InterestVector = InterestVector.objects.create(
        shopper=shopper, position=position, weight=weight, label=label, embedding=towards(*shares)
    )
    return row


def candidates(at: Scope, keys: Sequence[int]) -> Candidates:
    """Read these products."""
    return candidates_of(at, keys).candidates


def candidate_keys(at: Scope, at_least: int) -> list[int]:
    """Return the keys of what the sources find, in rising order."""
    return sorted(retrieved(at, at_least).candidates.pk.tolist())


def sources_of(found: Candidates) -> dict[int, dict[str, float]]:
    """Return product → source → score, of the sources that tell something."""
    rows = zip(found.pk.tolist(), found.scores.tolist(), strict=True)
    return {pk: {name: score for name, score in zip(SOURCES, row, strict=True) if score > 0} for pk, row in rows}


def told(found: Candidates, source: str, *products: Product) -> list[tuple[float, str]]:
    """Return the score of a source and what it rests on, of these products in their order."""
    rows = found.rows_of([product.pk for product in products])
    ground = found.grounds.get(source)
    return [(float(found.scores[row, SOURCES.index(source)]), ground.of(row) if ground else "") for row in rows]
