"""Gives a share of a list's places to items about which too little is known, and says how probable that was.

A place is won by Thompson sampling (Thompson 1933; Chapelle and Li 2011): each item of the pool draws a click rate from
what is known of it, Beta(prior + clicks, prior + times shown without one), and the highest draw wins. The chance of
winning is what later learning from the log needs. It has no closed form, so it is taken from `DRAWS` draws that depend
on the pool alone, and the winner is then drawn with exactly these chances, from the request id: the logged
probability is the true one, and the same request has the same list.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

DRAWS = 128
EVEN_PART = 0.1  # of a place's chance is dealt out evenly, so that every item of the pool can be shown
PRIOR_SHOWN = 20.0  # how often an unknown item counts as shown already, at the usual click rate
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Uncertain:
    """An item that might get a place: how often it was shown and clicked in this placement."""

    pk: int
    shown: int = 0
    clicks: int = 0


@dataclass(frozen=True, slots=True)
class Explored:
    """A list with explored places, and all that its probabilities follow from."""

    base: tuple[int, ...]  # the list as it would be without
    items: tuple[int, ...]  # the list that is shown
    fixed: tuple[int, ...] = ()  # places, from 1, that are never explored: those of rules
    pool: dict[int, float] = field(default_factory=dict)  # item → probability that it is shown, at any open place alike
    kept: float = 1.0  # probability that an item at an open place keeps it

    @property
    def places(self) -> tuple[int, ...]:
        """Return the explored places, from 1."""
        return tuple(at for at, (old, new) in enumerate(zip(self.base, self.items, strict=True), start=1) if old != new)

    def propensities(self) -> list[float]:
        """Return for each shown item the probability with which it is in the list."""
        shown = enumerate(self.items, start=1)
        return [self.pool.get(item, 1.0 if place in self.fixed else self.kept) for place, item in shown]


def explore(
    base: Sequence[int],
    pool: Sequence[Uncertain],
    *,
    share: float,
    request_id: str,
    fixed: Collection[int] = (),
    click_rate: float = 0.05,
) -> Explored:
    """Return the list with `share` (0–1) of its places explored, on average over requests.

    The pool, most promising first, is dealt to the places, of which each draws from its own part; items of `base` are
    left out of it. Which open places are explored is drawn evenly. A share of 0, or an empty pool, changes nothing.
    `click_rate` is the usual one of the placement.
    """
    listed = set(base)
    waiting = [row for row in pool if row.pk not in listed]
    places = [place for place in range(1, len(base) + 1) if place not in fixed]
    wanted = min(share * len(base), float(len(places)), float(len(waiting)))
    if wanted <= 0:
        return Explored(tuple(base), tuple(base), tuple(sorted(fixed)))
    parts = [waiting[start :: ceil(wanted)] for start in range(ceil(wanted))]
    activity = [1.0] * floor(wanted) + [wanted - floor(wanted)] * (len(parts) - floor(wanted))
    chances = [winning_chances(part, click_rate) for part in parts]
    draw = np.random.default_rng(_seed(request_id))
    order = draw.permutation(len(places))
    items = list(base)
    for place, part, active, chance in zip(order, parts, activity, chances, strict=False):
        winner = int(draw.choice(len(part), p=chance))
        if draw.random() < active:
            items[places[int(place)] - 1] = part[winner].pk
    shown = {
        row.pk: active * float(one)
        for part, active, chance in zip(parts, activity, chances, strict=True)
        for row, one in zip(part, chance, strict=True)
    }
    return Explored(tuple(base), tuple(items), tuple(sorted(fixed)), shown, 1 - wanted / len(places))


def winning_chances(pool: Sequence[Uncertain], click_rate: float) -> Floats:
    """Return the probability with which each item of the pool wins a place; (n,), adds up to 1."""
    clicks = np.array([row.clicks for row in pool], dtype=float)
    shown = np.array([row.shown for row in pool], dtype=float)
    hits = PRIOR_SHOWN * click_rate + clicks
    misses = PRIOR_SHOWN * (1 - click_rate) + np.maximum(shown - clicks, 0.0)
    seed = _seed(repr([(row.pk, row.shown, row.clicks) for row in pool]))
    rates = np.random.default_rng(seed).beta(hits, misses, (DRAWS, len(pool)))
    wins = np.bincount(rates.argmax(axis=1), minlength=len(pool)) / DRAWS
    chances: Floats = (1 - EVEN_PART) * wins + EVEN_PART / len(pool)
    return chances


def _seed(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
