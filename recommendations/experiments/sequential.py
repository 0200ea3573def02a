"""A test that may be looked at as often as one likes: the chance of ever naming a false winner stays below alpha.

The mixture sequential probability ratio test with a normal mixture (Robbins 1970; for A/B tests Johari, Koomen,
Pekelis and Walsh 2017, "Peeking at A/B Tests", and 2022, "Always Valid Inference"). With an estimated difference d
of variance V and effects mixed over N(0, t²), the likelihood ratio against no difference is

    L = sqrt(V / (V + t²)) · exp(t² d² / (2 V (V + t²))),

a martingale where there is no difference, so by Ville's inequality it ever reaches 1 / alpha with a chance of at most
alpha. All differences whose ratio stays below that make the confidence sequence. V is estimated, so this holds for
many visitors and not for few (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2021, "Time-uniform central limit
theory"): nothing is said before `FEWEST` visitors are in each arm.
"""

from dataclasses import dataclass
from math import exp, log, sqrt

from recommendations.experiments.estimates import Bounds, Estimate, difference

ALPHA = 0.05
FEWEST = 100  # visitors in each arm before a verdict
FEWEST_EVENTS = 20  # clicks or purchases in both arms before a verdict


@dataclass(frozen=True, slots=True)
class Verdict:
    """Treatment against control: `winner` is "treatment", "control", or empty while neither is shown to be ahead."""

    difference: float
    bounds: Bounds  # holds at all looks together
    p_value: float  # always valid
    winner: str
    enough: bool  # visitors and events to say anything


def mixed_ratio(effect: float, variance: float, mixing: float) -> float:
    """Return the mixture likelihood ratio of an effect against none; `mixing` is t, the size of effects expected."""
    if variance <= 0 or mixing <= 0:
        return 1.0
    spread = mixing * mixing
    exponent = spread * effect * effect / (2 * variance * (variance + spread))
    return sqrt(variance / (variance + spread)) * exp(min(exponent, 700.0))


def sequence_reach(variance: float, mixing: float, alpha: float = ALPHA) -> float:
    """Return half the width of the confidence sequence; infinite where nothing is known."""
    if variance <= 0 or mixing <= 0:
        return float("inf")
    spread = mixing * mixing
    return sqrt(variance * (variance + spread) / spread * (2 * log(1 / alpha) + log((variance + spread) / variance)))


def compare(treatment: Estimate, control: Estimate, *, mixing: float, events: int, alpha: float = ALPHA) -> Verdict:
    """Compare two arms at any moment. `mixing` is fixed before the start: the smallest effect that matters.

    `events` are the clicks or purchases of both arms.
    """
    gap = difference(treatment, control)
    enough = min(treatment.n, control.n) >= FEWEST and events >= FEWEST_EVENTS and gap.variance > 0
    reach = sequence_reach(gap.variance, mixing, alpha)
    around = Bounds(gap.value - reach, gap.value + reach)
    p_value = min(1.0, 1 / mixed_ratio(gap.value, gap.variance, mixing)) if enough else 1.0
    winner = ""
    if enough and around.excludes_zero:
        winner = "treatment" if gap.value > 0 else "control"
    return Verdict(gap.value, around, p_value, winner, enough)
