"""What ranking knows of a shopper."""

import pytest

from recommendations.adapters.candidates import candidates_of
from recommendations.engine.types import Profile
from tests.factories import InterestTagFactory, ShopperFactory
from tests.recommendations.adapters.adapter_cases import scope

pytestmark = pytest.mark.django_db
RED, WOOL = ("attribute", "colour", "red"), ("attribute", "material", "wool")


def profile(at) -> Profile:
    return candidates_of(at, []).profile


class ProfileTests:
    def test_tags_have_weight_and_words_when_the_shopper_has_some(self):
        shopper = ShopperFactory()
        InterestTagFactory(shopper=shopper, weight=0.9, label="red things")
        InterestTagFactory(shopper=shopper, name="material", value="wool", weight=0.4, status="pinned")

        assert profile(scope(shopper, price_level=3.5, price_spread=0.25)) == Profile(
            {RED: 0.9, WOOL: 0.4}, {RED: "red things", WOOL: "wool"}, 3.5, 0.25
        )

    @pytest.mark.parametrize("change", [{"status": "hidden"}, {"weight": 0.0}])
    def test_tag_is_unknown_when_it_is_hidden_or_weighs_nothing(self, change):
        tag = InterestTagFactory(**change)

        assert profile(scope(tag.shopper)) == Profile()

    def test_tags_of_others_are_unknown_when_asked(self):
        InterestTagFactory()

        assert profile(scope(ShopperFactory())) == Profile()

    def test_nothing_is_known_when_there_is_no_profile(self):
        tag = InterestTagFactory()

        assert profile(scope(tag.shopper, has_profile=False, price_level=3.5)) == Profile()
        assert profile(scope()) == Profile()
