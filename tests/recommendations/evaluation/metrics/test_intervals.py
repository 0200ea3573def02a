"""Tests of bootstrap intervals and the paired test."""

import numpy as np

from recommendations.evaluation.metrics.intervals import bootstrap_interval, paired_interval, paired_p_value

VALUES = np.tile([0.0, 1.0], 200)


class IntervalTests:
    def test_interval_holds_the_mean_and_narrows_like_the_root_of_users(self):
        interval = bootstrap_interval(VALUES)

        assert interval.mean == 0.5
        assert abs(interval.low - 0.451) < 0.01
        assert abs(interval.high - 0.549) < 0.01

    def test_interval_is_the_same_for_a_seed(self):
        assert bootstrap_interval(VALUES, seed=3) == bootstrap_interval(VALUES, seed=3)

    def test_small_difference_shows_when_it_is_the_same_for_every_user(self):
        interval = paired_interval(VALUES + 0.01, VALUES)

        assert round(interval.low, 6) == 0.01
        assert interval.excludes_zero

    def test_no_difference_is_not_excluded(self):
        swapped = VALUES[::-1]

        assert not paired_interval(VALUES, swapped).excludes_zero
        assert paired_p_value(VALUES, swapped) > 0.9

    def test_p_is_smallest_when_every_user_gains(self):
        assert paired_p_value(VALUES + 1, VALUES, repeats=99) == 0.01

    def test_nothing_has_an_interval_of_zero(self):
        assert bootstrap_interval(np.zeros(0)).mean == 0.0
