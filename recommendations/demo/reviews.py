"""Reviews whose text follows the rating."""

from datetime import datetime, timedelta
from typing import Any

import numpy as np

from recommendations.demo.data_files import load
from recommendations.demo.draws import chance, pick
from recommendations.demo.specs import Spec

RATINGS = ("5", "4", "3", "2", "1")


def write_reviews(spec: Spec, *, quality: float, now: datetime, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Write a product's reviews, oldest first; `quality` 0–1 moves the ratings, products of this week have none."""
    age = (now - spec.created_at).total_seconds() / 86_400
    count = 0 if age < 8 else min(int(rng.geometric(0.38)) - 1, 7)
    ages = sorted((float(rng.uniform(0.5, age)) for _ in range(count)), reverse=True)
    moments = [(now - timedelta(days=days)).replace(microsecond=0) for days in ages]
    used: set[str] = set()
    return [_review(f"{spec.id}-r{n}", spec, quality, moment, used, rng) for n, moment in enumerate(moments, 1)]


def _review(
    review_id: str, spec: Spec, quality: float, moment: datetime, used: set[str], rng: np.random.Generator
) -> dict[str, Any]:
    locale = pick(rng, spec.locales)
    rating = RATINGS[min(int(rng.beta(1 + 2 * (1 - quality), 1 + 5 * quality) * 5), 4)]
    options = load("reviews")[locale][rating]
    title, text = pick(rng, [option for option in options if option[0] not in used] or options)
    used.add(title)
    return {
        "id": review_id,
        "author": pick(rng, load("reviews")["authors"][locale]),
        "rating": int(rating),
        "title": title if chance(rng, 0.85) else "",
        "text": text,
        "locale": locale,
        "created_at": moment.isoformat(),
    }
