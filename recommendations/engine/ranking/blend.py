"""Scores candidates by a sum of weighted factors.

All candidates are scored at once as a matrix; factors in words are built for those that a list shows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.candidates import SOURCES, Candidates, Flags, Floats
from recommendations.engine.ranking.judgement import NAME as JUDGED_BY
from recommendations.engine.ranking.judgement import Judgement, judged
from recommendations.engine.types import Factor, Profile, Scored

NAMES = (*SOURCES, "tags", "price")  # the columns of the matrix
REACHABLE_TAGS = 3  # an item that has the profile's three heaviest tags matches fully
LEAST_SPREAD = 0.35  # of log(price): a factor of 1.4 in price is never far


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Scored candidates. An item's score is the sum of its factors' contributions, and nothing else is in it."""

    candidates: Candidates
    profile: Profile
    weights: Mapping[str, float]
    values: Floats  # (n, len(NAMES)): each factor, 0–1
    added: Floats  # (n,): what a judgement adds
    scores: Floats  # (n,)
    order: NDArray[np.int64]  # rows of the items that were ranked, best first

    def scored(self, row: int) -> Scored:
        """Return a row with its factors in words, whether it was ranked or not."""
        factors = [
            Factor(name, value, self.weights[name], self._evidence(name, row))
            for name, value in zip(NAMES, self.values[row].tolist(), strict=True)
            if value > 0 and self.weights.get(name, 0.0) > 0
        ]
        if self.added[row] > 0:
            most = float(self.added.max())  # the largest addition has the value 1
            factors.append(Factor(JUDGED_BY, float(self.added[row]) / most, most))
        return Scored(self.candidates.item(row), sum(factor.contribution for factor in factors), tuple(factors))

    def _evidence(self, name: str, row: int) -> str:
        if name != "tags":
            ground = self.candidates.grounds.get(name)
            return ground.of(row) if ground is not None else ""
        tags, weights = self.candidates.tags, self.profile.tags
        having = (tags[column] for column in np.flatnonzero(self.candidates.matches[row]).tolist())
        matched = sorted((key for key in having if key in weights), key=lambda key: (-weights[key], key))
        return ", ".join(dict.fromkeys(self.profile.labels.get(key, key[2]) for key in matched[:REACHABLE_TAGS]))


def rank(
    candidates: Candidates,
    profile: Profile,
    weights: Mapping[str, float],
    judgement: Judgement | None = None,
    ranked: Flags | None = None,
) -> Ranking:
    """Return the candidates in order, ties by item id, so that an order never depends on chance.

    A judgement adds a factor to the best. `ranked` (None: all) says which are to be in the order; the others are only
    scored.
    """
    values = factor_values(candidates, profile)
    base = (values * [weights.get(name, 0.0) for name in NAMES]).sum(axis=1)  # unlike @, the same for equal rows
    rows = np.arange(len(candidates)) if ranked is None else np.flatnonzero(ranked)
    added = judged(candidates, base, rows, judgement)
    scores = base + added
    return Ranking(candidates, profile, weights, values, added, scores, best_first(rows, scores))


def best_first(rows: NDArray[np.int64], scores: Floats) -> NDArray[np.int64]:
    """Return rows, given in rising order, by falling score; of equal scores the lower row is first."""
    return rows[np.argsort(-scores[rows], kind="stable")]


def factor_values(candidates: Candidates, profile: Profile) -> Floats:
    """Return each factor's value 0–1, shape (n, len(NAMES))."""
    affinities = _tag_affinities(candidates, profile)
    return np.column_stack([candidates.scores, affinities, price_fits(candidates.price, profile)])


def _tag_affinities(candidates: Candidates, profile: Profile) -> Floats:
    reachable = sum(sorted(profile.tags.values(), reverse=True)[:REACHABLE_TAGS])
    if not reachable:
        return np.zeros(len(candidates))
    weights = [profile.tags.get(key, 0.0) for key in candidates.tags]
    matched: Floats = (candidates.matches * weights).sum(axis=1)
    return np.minimum(1.0, matched / reachable)


def price_fits(prices: Sequence[float | None] | Floats, profile: Profile) -> Floats:
    """Return 0–1 for each price: a bell over its logarithm around the shopper's level; 0 where either is unknown.

    A price of None, nan or 0 is unknown.
    """
    known = np.asarray(prices, dtype=np.float64)
    if profile.price_level is None:
        return np.zeros(len(known))
    spread = max(profile.price_spread or 0.0, LEAST_SPREAD)
    logarithms = np.log(known, out=np.full(len(known), np.nan), where=known > 0)
    return np.nan_to_num(np.exp(-0.5 * ((logarithms - profile.price_level) / spread) ** 2), nan=0.0)
