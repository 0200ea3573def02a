"""What an arm's figure is, and how far chance may have moved it: from sums over visitors, never from single visits.

The unit is the visitor, whom the hash assigns. Two impressions of one visitor are not independent, so a click rate
is a ratio of two means over visitors, and its variance is that of the delta method (Deng, Knoblich and Lu 2018,
"Applying the Delta Method in Metric Analytics").
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over `n` visitors of a numerator x and a denominator y, of their squares and of their product."""

    n: int = 0
    x: float = 0.0
    y: float = 0.0
    xx: float = 0.0
    yy: float = 0.0
    xy: float = 0.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the variance that chance gives it; `n` visitors."""

    value: float
    variance: float
    n: int

    @property
    def error(self) -> float:
        return sqrt(self.variance)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which values a figure lies with the stated confidence."""

    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0


def sums_of(pairs: Iterable[tuple[float, float]]) -> Sums:
    """Add up (x, y) of each visitor."""
    n, x, y, xx, yy, xy = 0, 0.0, 0.0, 0.0, 0.0, 0.0
    for one, other in pairs:
        n, x, y = n + 1, x + one, y + other
        xx, yy, xy = xx + one * one, yy + other * other, xy + one * other
    return Sums(n, x, y, xx, yy, xy)


def mean_of(sums: Sums) -> Estimate:
    """Return the mean of x over visitors; of 0/1 that is a proportion. Without two visitors the variance is 0."""
    if sums.n < 2:
        return Estimate(sums.x / sums.n if sums.n else 0.0, 0.0, sums.n)
    value = sums.x / sums.n
    spread = max(sums.xx - sums.n * value * value, 0.0) / (sums.n - 1)
    return Estimate(value, spread / sums.n, sums.n)


def ratio_of(sums: Sums) -> Estimate:
    """Return Σx / Σy over visitors; 0 where y is 0."""
    if sums.n < 2 or not sums.y:
        return Estimate(sums.x / sums.y if sums.y else 0.0, 0.0, sums.n)
    n, value, mean_y = sums.n, sums.x / sums.y, sums.y / sums.n
    # The residuals x - value·y have mean 0, so their squares are the spread.
    squares = sums.xx - 2 * value * sums.xy + value * value * sums.yy
    return Estimate(value, max(squares, 0.0) / (n - 1) / n / mean_y**2, n)


def bounds(estimate: Estimate, *, confidence: float = 0.95) -> Bounds:
    """Return the normal interval of a figure that is looked at once; see `sequential` for one that is watched."""
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * estimate.error
    return Bounds(estimate.value - reach, estimate.value + reach)


def few_bounds(estimate: Estimate, *, confidence: float = 0.95) -> Bounds:
    """Return Student's interval of a figure of few observations, as days are; no wider than a point where one is."""
    if estimate.n < 2:
        return Bounds(estimate.value, estimate.value)
    from scipy.special import stdtrit

    reach = float(stdtrit(estimate.n - 1, (1 + confidence) / 2)) * estimate.error
    return Bounds(estimate.value - reach, estimate.value + reach)


def difference(ours: Estimate, theirs: Estimate) -> Estimate:
    """Return ours - theirs of two independent groups."""
    return Estimate(ours.value - theirs.value, ours.variance + theirs.variance, ours.n + theirs.n)


def wilson_bounds(successes: int, trials: int, *, confidence: float = 0.95) -> Bounds:
    """Return Wilson's interval of a proportion of independent trials (Wilson 1927); 0 to 1 of none."""
    if not trials:
        return Bounds(0.0, 1.0)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, weight = successes / trials, z * z / trials
    middle = (share + weight / 2) / (1 + weight)
    reach = z * sqrt(share * (1 - share) / trials + weight / trials / 4) / (1 + weight)
    return Bounds(max(middle - reach, 0.0), min(middle + reach, 1.0))
