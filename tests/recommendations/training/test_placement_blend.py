"""Weights of one placement."""

from dataclasses import replace

import pytest

from recommendations.training.placement_blend import FEWEST_CHOICES, learn_placements
from tests.recommendations.training.test_shop_blend import takings

SHOP = {"popular": 1.0}


def taken_from(placement: str, count: int, *, by: str, sure: float = 12.0):
    return [replace(taking, placement=placement) for taking in takings(count, by=by, sure=sure)]


class LearnPlacementsTests:
    def test_placement_uses_its_own_weights_when_other_things_count_there(self):
        found = learn_placements(
            [*taken_from("home", 300, by="popular"), *taken_from("basket", 300, by="together")], SHOP
        )

        assert list(found) == ["basket", "home"]
        told = found["basket"].told()
        assert found["basket"].used and told["lift"][1] > 0
        assert max(told["weights"], key=told["weights"].__getitem__) == "together"
        assert told["choices"] == 300

    def test_placement_keeps_the_shops_weights_when_the_same_counts_there(self):
        found = learn_placements(taken_from("home", 300, by="popular"), SHOP)

        assert not found["home"].used
        assert "weights" not in found["home"].told()

    @pytest.mark.parametrize("placement", ["", "basket"])
    def test_nothing_is_learned_from_few_takings_or_those_of_nowhere(self, placement):
        count = FEWEST_CHOICES - 1 if placement else FEWEST_CHOICES
        assert learn_placements(taken_from(placement, count, by="together"), SHOP) == {}
