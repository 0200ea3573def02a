"""Scores candidates by a sum of weighted factors.

All candidates are scored at once as a matrix; factors in words are built for those that a list may show.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.ranking.judgement import NAME as JUDGED_BY
from recommendations.engine.ranking.judgement import Judgement, judged
from recommendations.engine.types import Candidate, Factor, Item, Profile, Scored

SOURCES = ("interest", "sequence", "together", "popular", "new")
NAMES = (*SOURCES, "tags", "price")  # the columns of the matrix
REACHABLE_TAGS = 3  # an item that has the profile's three heaviest tags matches fully
LEAST_SPREAD = 0.35  # of log(price): a factor of 1.4 in price is never far


def rank(
    candidates: Sequence[Candidate],
    profile: Profile,
    weights: Mapping[str, float],
    limit: int | None = None,
    judgement: Judgement | None = None,
) -> list[Scored]:
    """Return the best `limit` candidates (None: all), ties by item id, so that an order never depends on chance.

    An item's score is the sum of its factors' contributions, and nothing else is in it. A judgement adds a factor to
    the best candidates; the largest addition has the value 1.
    """
    if not candidates:
        return []
    values = factor_values(candidates, profile)
    base = values @ np.array([weights.get(name, 0.0) for name in NAMES])
    added = judged(candidates, base, judgement)
    scores = base + added
    order = sorted(range(len(candidates)), key=lambda row: (-scores[row], candidates[row].item.item_id))
    most = float(added.max())
    return [_scored(candidates[row], values[row], profile, weights, float(added[row]), most) for row in order[:limit]]


def factor_values(candidates: Sequence[Candidate], profile: Profile) -> NDArray[np.float64]:
    """Return each factor's value 0–1, shape (n_candidates, len(NAMES))."""
    values = np.zeros((len(candidates), len(NAMES)))
    for column, source in enumerate(SOURCES):
        values[:, column] = [candidate.sources.get(source, 0.0) for candidate in candidates]
    items = [candidate.item for candidate in candidates]
    values[:, NAMES.index("tags")] = _tag_affinities(items, profile)
    values[:, NAMES.index("price")] = price_fits([item.price for item in items], profile)
    return values


def _scored(
    candidate: Candidate,
    values: NDArray[np.float64],
    profile: Profile,
    weights: Mapping[str, float],
    added: float,
    most_added: float,
) -> Scored:
    factors = tuple(
        Factor(name, value, weights[name], _evidence(name, candidate, profile))
        for name, value in zip(NAMES, values.tolist(), strict=True)
        if value > 0 and weights.get(name, 0.0) > 0
    )
    if added > 0:
        factors = (*factors, Factor(JUDGED_BY, added / most_added, most_added))
    return Scored(candidate.item, sum(factor.contribution for factor in factors), factors)


def _evidence(name: str, candidate: Candidate, profile: Profile) -> str:
    if name != "tags":
        return candidate.because.get(name, "")
    matched = sorted(candidate.item.features & profile.tags.keys(), key=lambda key: (-profile.tags[key], key))
    return ", ".join(dict.fromkeys(profile.labels.get(key, key[2]) for key in matched[:REACHABLE_TAGS]))


def _tag_affinities(items: Sequence[Item], profile: Profile) -> list[float]:
    weights = profile.tags
    reachable = sum(sorted(weights.values(), reverse=True)[:REACHABLE_TAGS])
    if not reachable:
        return [0.0] * len(items)
    return [min(1.0, sum(weights.get(key, 0.0) for key in item.features) / reachable) for item in items]


def price_fits(prices: Sequence[float | None], profile: Profile) -> NDArray[np.float64]:
    """Return 0–1 for each price: a bell over its logarithm around the shopper's level; 0 where either is unknown."""
    known = np.array([price or np.nan for price in prices], dtype=np.float64)
    if profile.price_level is None:
        return np.zeros(len(known))
    spread = max(profile.price_spread or 0.0, LEAST_SPREAD)
    return np.nan_to_num(np.exp(-0.5 * ((np.log(known) - profile.price_level) / spread) ** 2), nan=0.0)
