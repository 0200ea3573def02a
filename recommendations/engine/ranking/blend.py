"""Scores candidates by a sum of weighted factors."""

import math
from collections.abc import Iterable, Mapping, Sequence

from recommendations.engine.types import Candidate, Factor, Item, Profile, Scored

SOURCES = ("interest", "together", "popular", "new", "llm")


def rank(candidates: Iterable[Candidate], profile: Profile, weights: Mapping[str, float]) -> list[Scored]:
    """Return candidates by falling score, ties by item id, so that an order never depends on chance."""
    scored = [score(candidate, profile, weights) for candidate in candidates]
    return sorted(scored, key=lambda row: (-row.score, row.item.item_id))


def score(candidate: Candidate, profile: Profile, weights: Mapping[str, float]) -> Scored:
    """Return the candidate with its factors; the score is their sum, and nothing else is in it."""
    factors = tuple(_factors(candidate, profile, weights))
    return Scored(candidate.item, sum(factor.contribution for factor in factors), factors)


def _factors(candidate: Candidate, profile: Profile, weights: Mapping[str, float]) -> Iterable[Factor]:
    for source in SOURCES:
        value = candidate.sources.get(source, 0.0)
        if value > 0 and weights.get(source, 0.0) > 0:
            yield Factor(source, value, weights[source], candidate.because.get(source, ""))
    matched = tag_matches(candidate.item, profile)
    if matched and weights.get("tags", 0.0) > 0:
        labels = ", ".join(profile.labels.get(key, key[2]) for key in matched[:3])
        yield Factor("tags", tag_affinity(matched, profile), weights["tags"], labels)
    fit = price_fit(candidate.item.price, profile)
    if fit > 0 and weights.get("price", 0.0) > 0:
        yield Factor("price", fit, weights["price"])


def tag_matches(item: Item, profile: Profile) -> Sequence[tuple[str, str, str]]:
    """Return the profile's tags that the item has, heaviest first."""
    matched = [key for key in item.features if key in profile.tags]
    return sorted(matched, key=lambda key: (-profile.tags[key], key))


def tag_affinity(matched: Sequence[tuple[str, str, str]], profile: Profile) -> float:
    """Return 0–1: the matched weight against that of the profile's three heaviest tags, at most 1."""
    reachable = sum(sorted(profile.tags.values(), reverse=True)[:3])
    return min(1.0, sum(profile.tags[key] for key in matched) / reachable) if reachable else 0.0


def price_fit(price: float | None, profile: Profile) -> float:
    """Return 0–1: a bell over log(price) around the shopper's level; 0 where either is unknown."""
    if not price or profile.price_level is None:
        return 0.0
    spread = max(profile.price_spread or 0.0, 0.35)  # a factor of 1.4 in price is never far
    return math.exp(-0.5 * ((math.log(price) - profile.price_level) / spread) ** 2)
