"""Products as the API takes them, and the truth planted in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import crc32

import numpy as np

from recommendations.demo.descriptions import Wording, write_wording
from recommendations.demo.draws import chance
from recommendations.demo.feeds import write_feed_attributes
from recommendations.demo.reviews import write_reviews
from recommendations.demo.specs import Spec
from recommendations.demo.vocabulary import says

OUT_OF_STOCK_SHARE = 0.04
UNAVAILABLE_SHARE = 0.015


@dataclass(frozen=True, slots=True)
class WrittenProduct:
    """One product: its facts, its API payload and its planted truth."""

    spec: Spec
    payload: dict[str, Any]
    truth: dict[str, Any]
    quality: float

    @property
    def sellable(self) -> bool:
        """Tell whether a shopper can buy it now."""
        return bool(self.payload["available"] and self.payload["stock"] > 0)


def write_product(spec: Spec, *, now: datetime, rng: np.random.Generator) -> WrittenProduct:
    """Write one product in all its locales and note what the words support."""
    wordings = {locale: write_wording(spec, locale=locale, rng=rng) for locale in spec.locales}
    feed, fed = write_feed_attributes(spec, rng)
    quality = float(rng.beta(5, 2))
    payload = {
        "id": spec.id,
        "brand": spec.brand,
        "price": f"{spec.price:.2f}",
        "currency": "EUR",
        "cost": _cost(spec),
        "stock": 0 if chance(rng, OUT_OF_STOCK_SHARE) else int(rng.integers(2, 140)),
        "available": not chance(rng, UNAVAILABLE_SHARE),
        "url": f"/shop/{spec.id}",
        "images": [f"demo/{spec.id}.svg"],
        "texts": {code: {"title": w.title, "description": w.description} for code, w in wordings.items()},
        "attributes": feed,
        "created_at": spec.created_at.isoformat(),
        "reviews": write_reviews(spec, quality=quality, now=now, rng=rng),
    }
    return WrittenProduct(spec=spec, payload=payload, truth=_truth(spec, wordings, fed), quality=quality)


def _cost(spec: Spec) -> str | None:
    """Return what the shop pays: 40 to 79 % of the price; of one product in ten nobody knows.

    It follows from the id, so that what is drawn for all else stays as it is.
    """
    drawn = crc32(spec.id.encode())
    return None if drawn % 10 == 0 else f"{spec.price * (40 + drawn // 10 % 40) / 100:.2f}"


def _truth(spec: Spec, wordings: dict[str, Wording], fed: frozenset[str]) -> dict[str, Any]:
    stated = fed.union(*(wording.stated for wording in wordings.values()))
    told = {name: value for name, value in spec.attributes.items() if name in stated}
    return {
        "category": spec.leaf.slug,
        "attributes": {name: value for name, value in told.items() if name != "audience"},
        "functions": [function for function in spec.leaf.lines if _claimed(function, wordings)],
        "audience": told.get("audience"),
    }


def _claimed(function: str, wordings: dict[str, Wording]) -> bool:
    """Read the finished text: details and nouns may claim a function nobody planned."""
    return any(says(w.claims, kind="function", value=function, locale=code) for code, w in wordings.items())
