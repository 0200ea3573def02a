"""How soon things are bought again, and what that does to the want for them."""

from datetime import timedelta

import numpy as np
import pytest

from tests.users.interests.interest_cases import NOW, TEA
from users.interests.repeats import (
    Phase,
    RepeatConfig,
    gaps_between,
    learn_rhythms,
    own_interval,
    phase_of,
    repeat_factor,
)
from users.interests.types import Purchase, Rhythm

DAY = timedelta(days=1)
EASY = RepeatConfig(least_repeats=1, least_again=0.0, deviations=0.0)
RHYTHM = Rhythm(20.0, 30, (0.4, 0.9, 1.5, 0.8))


def purchases(*, every: float, count: int, shopper: int = 1, product: int = 1, since: float = 0) -> list[Purchase]:
    """Return purchases of one product, the last one `since` days before now."""
    return [Purchase(shopper, product, NOW - (since + every * n) * DAY) for n in range(count)]


def learned(rows: list[Purchase], config: RepeatConfig | None = None) -> Rhythm | None:
    return learn_rhythms(rows, lambda product: [TEA], until=NOW, config=config).get(TEA)


class LearnedTests:
    def test_fresh_things_are_damped_and_due_ones_raised_when_all_buy_at_one_pace(self):
        rows = [row for shopper in range(20) for row in purchases(every=20, count=4, shopper=shopper, since=10)]

        rhythm = learned(rows)

        # 60 gaps of 1 interval, 20 waits of ½: 80 × .45 exposed as fresh, 60 × .3 as nearing, 60 × .2 as due.
        hazard = 60 / (36 + 18 + 12)
        assert rhythm.interval_days == 20
        assert rhythm.repeats == 60
        assert rhythm.factors == pytest.approx((0.3, 0.3, 2.0, 1.0))
        assert 4 / (hazard * 18 + 4) < 0.3 < 2 < (60 + 4) / (hazard * 12 + 4)

    def test_factors_are_measured_when_the_data_are_few(self):
        rhythm = learned(purchases(every=20, count=3, since=4), EASY)

        # Two gaps of 1 interval, a wait of .2, each from the second day on: exposed 1.05, .6, .4; two bought when due.
        hazard = 2 / 2.05
        assert rhythm.factors == pytest.approx(
            (4 / (hazard * 1.05 + 4), 4 / (hazard * 0.6 + 4), 6 / (hazard * 0.4 + 4), 1.0)
        )

    def test_phase_counts_as_the_mean_when_chance_would_do_the_same(self):
        config = RepeatConfig(least_repeats=1, least_again=0.0, deviations=3.0)

        # Two bought when due, where the mean hazard expects 2 / 2.05 × .4: 2.6 standard deviations off.
        assert learned(purchases(every=20, count=3, since=4), config).factors == (1.0, 1.0, 1.0, 1.0)

    def test_nothing_is_damped_or_raised_when_things_are_bought_at_any_time_alike(self):
        chance = np.random.default_rng(3)
        rows = []
        for shopper in range(300):
            at = NOW - 90 * DAY
            while (at := at + float(chance.exponential(20)) * DAY) < NOW:
                rows.append(Purchase(shopper, 1, at))

        assert learned(rows).factors == (1.0, 1.0, 1.0, 1.0)

    def test_thing_is_not_used_up_when_other_products_are_bought_each_time(self):
        rows = [Purchase(shopper, 10 * shopper + n, NOW - 20 * n * DAY) for shopper in range(20) for n in range(4)]

        assert learned(rows) is None

    def test_thing_has_no_rhythm_when_it_was_seldom_bought_again(self):
        assert learned(purchases(every=20, count=8)) is None
        assert learned(purchases(every=20, count=9)).repeats == 8

    def test_nothing_is_learned_when_nothing_is_bought(self):
        assert learn_rhythms([], lambda product: [TEA], until=NOW) == {}


class GapsTests:
    def test_purchases_of_one_day_are_one(self):
        assert gaps_between([NOW, NOW - 10 * DAY, NOW - 10.5 * DAY]) == [10.0]

    def test_shop_stands_in_when_a_shopper_bought_once(self):
        assert own_interval([NOW], RHYTHM) == pytest.approx(20)

    def test_own_pace_counts_when_a_shopper_has_one(self):
        moments = [NOW - 5 * n * DAY for n in range(4)]

        assert own_interval(moments, RHYTHM) == pytest.approx((5**3 * 20**3) ** (1 / 6))


class PhaseTests:
    @pytest.mark.parametrize(
        ("intervals", "phase", "factor"),
        [
            (0, Phase.FRESH, 0.4),
            (0.49, Phase.FRESH, 0.4),
            (0.5, Phase.NEARING, 0.9),
            (0.8, Phase.DUE, 1.5),
            (1.59, Phase.DUE, 1.5),
            (1.6, Phase.LAPSED, 0.8),
            (99, Phase.LAPSED, 0.8),
        ],
    )
    def test_want_goes_with_the_time_since_the_purchase(self, intervals, phase, factor):
        assert (phase_of(intervals), repeat_factor(intervals, RHYTHM.factors)) == (phase, factor)
