"""How many visitors a test needs before it may be expected to see an effect, and how many days that takes."""

from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist

from recommendations.experiments.sequential import ALPHA, FEWEST, sequence_reach

POWER = 0.8
MOST = 10**12  # visitors; beyond that an effect cannot be seen


@dataclass(frozen=True, slots=True)
class Plan:
    """What a test asks for: visitors in all, and days of the present traffic (None: there is no traffic)."""

    visitors: int
    days: int | None


def visitors_needed(
    *, spread: float, effect: float, share: float = 0.5, alpha: float = ALPHA, power: float = POWER
) -> int:
    """Return the visitors in both arms at which the sequential test sees `effect` with the stated power.

    `spread` is the standard deviation over visitors, `share` the treatment's part. At that number the confidence
    sequence is as much narrower than the effect as chance may move the estimate. Most tests end earlier. Raises
    ValueError for an effect, a spread or a share that cannot be tested.
    """
    if effect <= 0 or spread <= 0 or not 0 < share < 1:
        raise ValueError(f"effect {effect}, spread {spread} and share {share} cannot be tested")
    per_visitor = spread * spread * (1 / share + 1 / (1 - share))
    z = NormalDist().inv_cdf(power)

    def sees(n: int) -> bool:
        variance = per_visitor / n
        return sequence_reach(variance, effect, alpha) + z * sqrt(variance) <= effect

    low, high = 1, 2
    while not sees(high):
        low, high = high, high * 2
        if high > MOST:
            return MOST
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if sees(middle) else (middle, high)
    return max(high, ceil(FEWEST / min(share, 1 - share)))


def proportion_spread(share: float) -> float:
    """Return the standard deviation of a yes or no."""
    return sqrt(share * (1 - share))


def plan(visitors: int, visitors_per_day: float) -> Plan:
    """Return the days that it takes until so many visitors have come, each counted once."""
    return Plan(visitors, ceil(visitors / visitors_per_day) if visitors_per_day > 0 else None)
