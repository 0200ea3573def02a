"""Months and weekdays: asserted only where they recur."""

from datetime import date, timedelta
from math import comb

import pytest

from users.interests.seasons import (
    hypergeometric_tail,
    own_season,
    phases_in,
    season_factor,
    shop_season,
)
from users.interests.types import Season

MONDAY = date(2026, 6, 1)
MONTHS = [(year, month) for year in (2024, 2025) for month in range(1, 13)]
TOTALS = dict.fromkeys(MONTHS, 1000)


def days(*offsets: int) -> list[date]:
    return [MONDAY + timedelta(days=offset) for offset in offsets]


EVERY_DAY = days(*range(28))
FRIDAYS = days(4, 11, 18, 25)


def counts(december: tuple[int, int]) -> dict[tuple[int, int], int]:
    """Return 100 events a month, but in the Decembers of two years."""
    return dict.fromkeys(MONTHS, 100) | {(2024, 12): december[0], (2025, 12): december[1]}


class OwnSeasonTests:
    def test_weekday_is_a_season_when_an_interest_keeps_to_it(self):
        season = own_season(FRIDAYS, EVERY_DAY)

        assert season == Season("weekday", (1.0, 1.0, 1.0, 1.0, 1.3, 1.0, 1.0))
        assert phases_in(season) == [4]

    def test_weekday_is_no_season_when_one_week_shows_it(self):
        assert own_season(days(4), EVERY_DAY) is None

    def test_weekday_is_no_season_when_the_shopper_comes_on_no_other(self):
        assert own_season(FRIDAYS, FRIDAYS) is None

    def test_weekday_is_no_season_when_chance_would_bring_it(self):
        assert own_season(FRIDAYS[:2], EVERY_DAY) is None  # 7 · C(4, 2) / C(28, 2) = .11

    def test_month_is_a_season_when_two_years_show_it(self):
        visited = [date(year, month, day) for year, month in MONTHS for day in (3, 17)]
        december = [day for day in visited if day.month == 12]

        assert phases_in(own_season(december, visited)) == [12]
        assert own_season([day for day in december if day.year == 2025], visited) is None

    def test_nothing_is_a_season_when_there_are_no_days(self):
        assert own_season([], []) is None


class ShopSeasonTests:
    def test_month_is_a_season_when_each_year_is_above_the_rest(self):
        season = shop_season(counts((200, 150)), TOTALS)

        share = (22 * 100 + 350) / 24_000
        assert season.factors == pytest.approx((*[1.0] * 11, 350 / (2000 * share)))
        assert phases_in(season) == [12]

    def test_month_is_out_of_season_when_each_year_is_below_the_rest(self):
        season = shop_season(counts((10, 10)), TOTALS)

        assert season.factors == (*[1.0] * 11, 0.5)
        assert phases_in(season) == []

    def test_month_is_no_season_when_the_years_disagree(self):
        assert shop_season(counts((300, 100)), TOTALS) is None

    def test_month_is_no_season_when_one_year_is_all(self):
        of_2025 = {month: count for month, count in counts((0, 300)).items() if month[0] == 2025}

        assert shop_season(of_2025, dict.fromkeys(of_2025, 1000)) is None

    def test_month_is_no_season_when_its_events_are_few(self):
        assert shop_season({(2024, 12): 3, (2025, 12): 3}, dict.fromkeys(MONTHS, 10)) is None

    def test_nothing_is_a_season_when_nothing_happened(self):
        assert shop_season({}, {}) is None


class SeasonFactorTests:
    def test_weight_is_carried_from_the_month_it_was_measured_in(self):
        winter = Season("month", (2.0, *[1.0] * 10, 2.0))

        assert season_factor(winter, date(2026, 12, 1), date(2026, 1, 31)) == 1
        assert season_factor(winter, date(2026, 6, 1), date(2026, 1, 31)) == 0.5
        assert season_factor(winter, date(2026, 12, 1), date(2026, 6, 1)) == 2


class HypergeometricTests:
    def test_tail_is_summed(self):
        assert hypergeometric_tail(4, 4, 4, 28) == pytest.approx(1 / comb(28, 4))
        assert hypergeometric_tail(1, 2, 2, 4) == pytest.approx(5 / 6)
        assert hypergeometric_tail(0, 3, 4, 5) == 1
