"""Seasons: months and weekdays in which an interest is stronger, where more than one year or week shows it."""

import math
from collections.abc import Collection, Mapping
from datetime import date

from users.interests.types import Season

LEAST_PERIODS = 2  # years of a month, weeks of a weekday
CHANCE = 0.05  # that one of the months (weekdays) stands out so by itself
IN_SEASON = 1.3  # what a shopper's own season raises an interest by
LEAST_RATIO = 1.25  # of a month in each year, against the year; its inverse for the months out of season
LEAST_EXPECTED = 5.0  # events of a month: fewer tell nothing
BOUNDS = (0.5, 2.0)


def own_season(touched: Collection[date], visited: Collection[date]) -> Season | None:
    """Return the months, or else the weekdays, to which a shopper keeps an interest; None where there are none.

    `touched` are the days on which they turned to it, among the days they `visited` at all. A phase counts where it
    recurs in two periods at least and holds more of these days than chance would (hypergeometric tail, Bonferroni).
    """
    for unit, phases, offset in (("month", 12, 1), ("weekday", 7, 0)):
        standing_out = [phase for phase in range(phases) if _stands_out(phase + offset, unit, touched, visited, phases)]
        if standing_out:
            return Season(unit, tuple(IN_SEASON if phase in standing_out else 1.0 for phase in range(phases)))
    return None


def shop_season(counts: Mapping[tuple[int, int], int], totals: Mapping[tuple[int, int], int]) -> Season | None:
    """Return the months in which the whole shop turns to something more, or less; None where no month recurs so.

    `counts` and `totals` map (year, month) → events of that thing, and of all things. A month counts where every year
    that shows it, two at least, is above the ratio (or all are below its inverse).
    """
    everything = sum(totals.values())
    share = sum(counts.values()) / everything if everything else 0.0
    if not share:
        return None
    factors = tuple(_month_factor(month, counts, totals, share) for month in range(1, 13))
    return Season("month", factors) if any(factor != 1.0 for factor in factors) else None


def season_factor(season: Season, at: date, measured_on: date) -> float:
    """Return what an interest is worth on a day, against the day on which its weight was measured."""
    return season.factors[_phase(season.unit, at)] / season.factors[_phase(season.unit, measured_on)]


def phases_in(season: Season) -> list[int]:
    """Return the months (1–12) or weekdays (0 = Monday) in which the interest is stronger."""
    offset = 1 if season.unit == "month" else 0
    return [phase + offset for phase, factor in enumerate(season.factors) if factor > 1.0]


def hypergeometric_tail(at_least: int, drawn: int, marked: int, of: int) -> float:
    """Return P(X ≥ at_least): X marked ones among `drawn` out of `of`, of which `marked` are marked."""
    ways = math.comb(of, drawn)
    return (
        sum(
            math.comb(marked, count) * math.comb(of - marked, drawn - count)
            for count in range(max(at_least, drawn - (of - marked), 0), min(drawn, marked) + 1)
        )
        / ways
    )


def _stands_out(value: int, unit: str, touched: Collection[date], visited: Collection[date], phases: int) -> bool:
    days, all_days = set(touched), set(touched) | set(visited)
    inside = [day for day in days if _value(unit, day) == value]
    if len({_period(unit, day) for day in inside}) < LEAST_PERIODS:
        return False
    marked = sum(_value(unit, day) == value for day in all_days)
    return hypergeometric_tail(len(inside), len(days), marked, len(all_days)) * phases < CHANCE


def _month_factor(
    month: int, counts: Mapping[tuple[int, int], int], totals: Mapping[tuple[int, int], int], share: float
) -> float:
    years = [year for (year, some), total in totals.items() if some == month and total * share >= LEAST_EXPECTED]
    if len(years) < LEAST_PERIODS:
        return 1.0
    ratios = [counts.get((year, month), 0) / (totals[year, month] * share) for year in years]
    if not (min(ratios) >= LEAST_RATIO or max(ratios) <= 1 / LEAST_RATIO):
        return 1.0
    seen, expected = sum(counts.get((year, month), 0) for year in years), sum(totals[year, month] for year in years)
    return min(BOUNDS[1], max(BOUNDS[0], seen / (expected * share)))


def _value(unit: str, day: date) -> int:
    return day.month if unit == "month" else day.weekday()


def _phase(unit: str, day: date) -> int:
    return _value(unit, day) - (1 if unit == "month" else 0)


def _period(unit: str, day: date) -> tuple[int, ...]:
    return (day.year,) if unit == "month" else tuple(day.isocalendar())[:2]
