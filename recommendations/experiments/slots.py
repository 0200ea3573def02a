"""What items that rules placed earned, against what the automatic list earned in the same places.

Days are the observations: the shoppers of one day share its weather, its prices and its campaigns. Both sides are drawn
anew day by day (bootstrap), and the interval is the normal one with the error that the draws show.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.experiments.estimates import Estimate

Floats = NDArray[np.float64]
Days = Mapping[tuple[int, int], tuple[float, float]]  # (day, place) → times shown, earned
DRAWS = 400


@dataclass(frozen=True, slots=True)
class SlotVerdict:
    """Earned per thousand times shown, by the rule and by the automatic list in the same places; and the difference."""

    ruled: float
    automatic: float
    change: Estimate  # its n: days of the rule
    shown: int
    shown_automatic: int
    days_automatic: int


def slots_compare(ruled: Days, automatic: Days, *, seed: int = 0) -> SlotVerdict | None:
    """Compare place by place, weighed as the rule's items were shown; None where no place is known of both."""
    places = sorted({place for _, place in ruled} & {place for _, place in automatic})
    ours, theirs = _table(ruled, places), _table(automatic, places)
    if not places or not ours[0].sum() or not theirs[0].sum():
        return None
    everything = (np.ones((1, len(ours[0]))), np.ones((1, len(theirs[0]))))
    value = _changes(ours, theirs, *everything)
    rng = np.random.default_rng(seed)
    drawn = _changes(ours, theirs, _draws(rng, len(ours[0])), _draws(rng, len(theirs[0])))
    known = drawn[np.isfinite(drawn).all(axis=1), 0] - drawn[np.isfinite(drawn).all(axis=1), 1]
    return SlotVerdict(
        ruled=1000 * float(value[0, 0]),
        automatic=1000 * float(value[0, 1]),
        change=Estimate(
            1000 * float(value[0, 0] - value[0, 1]), 1e6 * float(known.var()) if len(known) else 0.0, len(ours[0])
        ),
        shown=int(ours[0].sum()),
        shown_automatic=int(theirs[0].sum()),
        days_automatic=len(theirs[0]),
    )


def _table(rows: Days, places: list[int]) -> tuple[Floats, Floats]:
    """Return times shown and earned, (days, places) each, of days on which one of the places was shown."""
    at = {place: column for column, place in enumerate(places)}
    days = {day: row for row, day in enumerate(sorted({day for day, place in rows if place in at}))}
    shown, earned = np.zeros((len(days), len(places))), np.zeros((len(days), len(places)))
    for (day, place), (times, money) in rows.items():
        if place in at:
            shown[days[day], at[place]], earned[days[day], at[place]] = times, money
    return shown, earned


def _draws(rng: np.random.Generator, days: int) -> Floats:
    """Return how often each day is drawn, (DRAWS, days)."""
    return rng.multinomial(days, np.full(days, 1 / days), size=DRAWS).astype(np.float64)


def _changes(ours: tuple[Floats, Floats], theirs: tuple[Floats, Floats], mine: Floats, other: Floats) -> Floats:
    """Return (earned a time shown, the same of the automatic list) of each draw; nan where a place was not drawn."""
    shown, earned = mine @ ours[0], mine @ ours[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        usual = (other @ theirs[1]) / (other @ theirs[0])
        rate = earned.sum(axis=1) / shown.sum(axis=1)
        expected = (np.where(shown > 0, usual * shown, 0.0)).sum(axis=1) / shown.sum(axis=1)
    return np.stack([rate, expected], axis=1)
