"""How far a mean, or a difference of two means over the same users, can be trusted."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with the bounds between which it lies with the stated confidence."""

    mean: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Tell whether the whole interval lies on one side of 0."""
        return self.low > 0 or self.high < 0


def bootstrap_interval(values: Floats, *, seed: int = 0, repeats: int = 1000, confidence: float = 0.95) -> Interval:
    """Return the percentile bootstrap interval of the mean (Efron 1979); all 0 for no values."""
    if not len(values):
        return Interval(0.0, 0.0, 0.0)
    generator = np.random.default_rng(seed)
    means = np.array([values[generator.integers(0, len(values), len(values))].mean() for _ in range(repeats)])
    tail = (1 - confidence) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return Interval(float(values.mean()), float(low), float(high))


def paired_interval(ours: Floats, theirs: Floats, *, seed: int = 0, repeats: int = 1000) -> Interval:
    """Return the interval of the mean of ours - theirs, user by user; both are in the same order of users."""
    return bootstrap_interval(ours - theirs, seed=seed, repeats=repeats)


def paired_p_value(ours: Floats, theirs: Floats, *, seed: int = 0, repeats: int = 1000) -> float:
    """Return the two-sided p of no difference, by flipping the signs of the users' differences at random.

    (Fisher's randomisation test; as advised for retrieval by Smucker et al. 2007.) Never below 1 / (repeats + 1).
    """
    difference = ours - theirs
    generator = np.random.default_rng(seed)
    observed = abs(difference.sum())
    as_large = sum(
        abs((difference * generator.choice([-1.0, 1.0], len(difference))).sum()) >= observed - 1e-12
        for _ in range(repeats)
    )
    return (int(as_large) + 1) / (repeats + 1)
