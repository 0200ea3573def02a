"""What is bought again: how soon, and how much less it is wanted just after a purchase and more when it runs out.

The hazard of buying again is measured, not assumed: piecewise constant over four phases of the usual interval, with
purchases that have not yet been followed by another as censored observations (the piecewise exponential model,
Holford 1980). Where people buy again at any time alike, all factors come out near 1 and nothing is damped or raised.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

from users.interests.types import Key, Purchase, Rhythm

SAME_PURCHASE_DAYS = 1.0  # what is bought within a day is one purchase
_DAY = timedelta(days=1)


class Phase(StrEnum):
    """Where between two purchases a shopper is."""

    FRESH = "fresh"
    NEARING = "nearing"
    DUE = "due"
    LAPSED = "lapsed"


EDGES = (0.5, 0.8, 1.6)  # in usual intervals, where the phases part
BOUNDS = ((0.3, 1.0), (0.3, 1.0), (1.0, 2.0), (0.7, 1.0))  # of each phase's factor


@dataclass(frozen=True, slots=True)
class RepeatConfig:
    """When something counts as used up and bought again."""

    least_repeats: int = 8
    least_again: float = 0.25  # of the products somebody bought, the share that the same shopper bought again
    prior: float = 4.0  # purchases a phase that are expected at the mean hazard
    deviations: float = 2.0  # standard ones from the mean hazard, within which a phase counts as the mean
    prior_gaps: float = 3.0  # what the shop's interval weighs against a shopper's own


def learn_rhythms(
    purchases: Iterable[Purchase],
    keys_of: Callable[[int], Collection[Key]],
    *,
    until: datetime,
    config: RepeatConfig | None = None,
) -> dict[Key, Rhythm]:
    """Return how each consumable thing is bought again; `keys_of` names what a product is, `until` ends observation.

    A thing is consumable where enough shoppers bought the very same product again: two lamps are no refill.
    """
    config = config or RepeatConfig()
    times: dict[tuple[Key, int], list[datetime]] = defaultdict(list)
    products: dict[tuple[Key, int, int], list[datetime]] = defaultdict(list)
    for purchase in purchases:
        for key in keys_of(purchase.product):
            times[key, purchase.shopper].append(purchase.at)
            products[key, purchase.shopper, purchase.product].append(purchase.at)
    again = _again_shares(products)
    gaps: dict[Key, list[float]] = defaultdict(list)
    waits: dict[Key, list[float]] = defaultdict(list)
    for (key, _), moments in times.items():
        gaps[key] += gaps_between(moments)
        waits[key].append(max(0.0, (until - max(moments)) / _DAY))
    return {
        key: _rhythm(between, waits[key], config)
        for key, between in gaps.items()
        if len(between) >= config.least_repeats and again[key] >= config.least_again
    }


def gaps_between(moments: Sequence[datetime]) -> list[float]:
    """Return the days between purchases, those of one day taken as one."""
    ordered = sorted(moments)
    between = [(later - earlier) / _DAY for earlier, later in pairwise(ordered)]
    return [days for days in between if days >= SAME_PURCHASE_DAYS]


def own_interval(moments: Sequence[datetime], rhythm: Rhythm, config: RepeatConfig | None = None) -> float:
    """Return a shopper's interval in days: the geometric mean of their gaps, drawn towards the shop's median."""
    prior = (config or RepeatConfig()).prior_gaps
    logarithms = [math.log(days) for days in gaps_between(moments)]
    return math.exp((sum(logarithms) + prior * math.log(rhythm.interval_days)) / (len(logarithms) + prior))


def phase_of(intervals: float) -> Phase:
    """Return the phase after so many intervals since the purchase."""
    return list(Phase)[sum(intervals >= edge for edge in EDGES)]


def repeat_factor(intervals: float, factors: Sequence[float]) -> float:
    """Return what an interest is worth against its lasting weight, so many intervals after the purchase."""
    return factors[list(Phase).index(phase_of(intervals))]


def _again_shares(products: dict[tuple[Key, int, int], list[datetime]]) -> dict[Key, float]:
    """Return, per key, the share of (shopper, product) pairs that were bought again."""
    pairs: dict[Key, list[bool]] = defaultdict(list)
    for (key, _, _), moments in products.items():
        pairs[key].append(bool(gaps_between(moments)))
    return {key: sum(again) / len(again) for key, again in pairs.items()}


def _rhythm(gaps: Sequence[float], waits: Sequence[float], config: RepeatConfig) -> Rhythm:
    usual = median(gaps)
    bought = [0.0] * len(Phase)
    for gap in gaps:
        bought[list(Phase).index(phase_of(gap / usual))] += 1
    start = SAME_PURCHASE_DAYS / usual  # what comes before is the same purchase, so nothing could be bought again
    times = [_time_in_phases(days / usual, start) for days in (*gaps, *waits)]
    exposed = [sum(column) for column in zip(*times, strict=True)]
    # What comes long after the usual interval is mostly shoppers who left: they say nothing of the pace of the others.
    hazard = sum(bought[:-1]) / sum(exposed[:-1])
    factors = [
        min(most, max(least, _factor(count, hazard * time, config)))
        for count, time, (least, most) in zip(bought, exposed, BOUNDS, strict=True)
    ]
    return Rhythm(usual, len(gaps), (factors[0], factors[1], factors[2], factors[3]))


def _factor(count: float, expected: float, config: RepeatConfig) -> float:
    """Return what was bought in a phase against what the mean hazard expects; 1 where chance would do the same."""
    if abs(count - expected) <= config.deviations * math.sqrt(expected):
        return 1.0
    return (count + config.prior) / (expected + config.prior)


def _time_in_phases(intervals: float, start: float) -> list[float]:
    """Split the time from `start` until so many intervals after a purchase over the phases."""
    edges = (0.0, *EDGES, math.inf)
    return [max(0.0, min(intervals, after) - max(before, start)) for before, after in pairwise(edges)]
