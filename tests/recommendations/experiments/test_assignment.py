"""Who is in which arm."""

import numpy as np
import pytest

from recommendations.experiments.assignment import arm_of, bucket

HALVES = {"control": 0.5, "treatment": 0.5}
UNITS = [f"s-{number}" for number in range(20_000)]


class ArmOfTests:
    def test_same_unit_is_always_in_the_same_arm(self):
        assert [arm_of("autumn", "s-1042", HALVES) for _ in range(3)] == ["treatment"] * 3
        assert bucket("autumn", "s-1042") == 0.8528556678669366

    @pytest.mark.parametrize("key", ["autumn", "winter"])
    def test_units_are_spread_evenly(self, key):
        places = np.array([bucket(key, unit) for unit in UNITS])

        counts = np.bincount((places * 20).astype(int), minlength=20)

        chi_square = ((counts - 1000) ** 2 / 1000).sum()
        assert chi_square < 43.8  # 0.1 % of even spreads over 20 buckets are worse

    def test_experiments_are_independent_of_each_other(self):
        both = np.array([[bucket("autumn", unit) < 0.5, bucket("winter", unit) < 0.5] for unit in UNITS])

        counts = np.bincount(both[:, 0] * 2 + both[:, 1], minlength=4)

        assert ((counts - 5000) ** 2 / 5000).sum() < 16.3

    def test_arms_get_their_shares(self):
        arms = [arm_of("autumn", unit, {"control": 0.9, "treatment": 0.1}) for unit in UNITS]

        assert arms.count("treatment") / len(arms) == pytest.approx(0.1, abs=0.007)

    def test_whoever_had_the_treatment_keeps_it_when_its_share_grows(self):
        few = {unit for unit in UNITS if arm_of("k", unit, {"treatment": 0.1, "control": 0.9}) == "treatment"}
        more = {unit for unit in UNITS if arm_of("k", unit, {"treatment": 0.5, "control": 0.5}) == "treatment"}

        assert few < more

    @pytest.mark.parametrize("shares", [{}, {"a": 0.5}, {"a": 1.5, "b": -0.5}])
    def test_shares_that_do_not_add_up_are_refused(self, shares):
        with pytest.raises(ValueError, match="must add up to 1"):
            arm_of("autumn", "s-1", shares)

    def test_everybody_is_somewhere_when_shares_are_thirds(self):
        thirds = {"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}

        assert {arm_of("autumn", unit, thirds) for unit in UNITS} == {"a", "b", "c"}
