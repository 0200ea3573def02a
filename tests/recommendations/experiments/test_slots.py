"""A rule's places against the same places of the automatic list."""

import pytest

from recommendations.experiments.estimates import bounds
from recommendations.experiments.slots import slots_compare


def days(*rows):
    """(day, place, shown, earned) each."""
    return {(day, place): (float(shown), float(earned)) for day, place, shown, earned in rows}


class SlotsCompareTests:
    def test_places_are_weighed_as_the_rule_was_shown(self):
        ruled = days((1, 1, 300, 30), (2, 2, 100, 2))
        automatic = days((1, 1, 1000, 200), (1, 2, 1000, 40), (1, 3, 1000, 999))

        found = slots_compare(ruled, automatic)

        assert (found.ruled, found.automatic) == (pytest.approx(80.0), pytest.approx(160.0))
        assert (found.change.value, found.change.n) == (pytest.approx(-80.0), 2)
        assert (found.shown, found.shown_automatic, found.days_automatic) == (400, 2000, 1)

    def test_place_that_only_one_side_had_says_nothing(self):
        found = slots_compare(days((1, 1, 100, 10), (1, 7, 900, 0)), days((1, 1, 100, 20)))

        assert (found.shown, found.ruled, found.automatic) == (100, pytest.approx(100.0), pytest.approx(200.0))

    def test_nothing_is_said_without_a_common_place(self):
        assert slots_compare(days((1, 1, 100, 10)), days((1, 2, 100, 10))) is None
        assert slots_compare({}, days((1, 2, 100, 10))) is None

    def test_interval_tells_a_steady_loss_from_noise(self):
        steady = days(*((day, 1, 1000, 50 + day % 2) for day in range(14)))
        noisy = days(*((day, 1, 1000, 700 * (day % 14 == 0)) for day in range(14)))
        automatic = days(*((day, 1, 1000, 100 + day % 3) for day in range(14)))

        assert bounds(slots_compare(steady, automatic).change).high < 0
        assert bounds(slots_compare(noisy, automatic).change).high > 0

    def test_interval_covers_the_truth(self):
        import numpy as np

        rng, covered = np.random.default_rng(7), 0
        for _ in range(200):
            money = rng.gamma(4.0, 25.0, (2, 20))
            ours, theirs = (days(*((day, 1, 1000, one) for day, one in enumerate(row))) for row in money)
            between = bounds(slots_compare(ours, theirs).change)
            covered += between.low <= 0 <= between.high
        assert covered >= 180
