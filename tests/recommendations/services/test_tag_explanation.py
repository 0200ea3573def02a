"""Which share of a list a shopper's tags explain."""

import pytest

from recommendations.services.tag_explanation import explained_share, explanation_score, shown_tags
from tests.factories import FeatureFactory, InterestTagFactory, ProductFactory, ShopperFactory

pytestmark = pytest.mark.django_db
RED, NORDA = ("attribute", "colour", "red"), ("brand", "brand", "Norda")


@pytest.fixture
def products():
    """A red product of Norda, a red one of Zeta, and one of Zeta that nothing is known of."""
    made = [ProductFactory(brand=brand, price=None) for brand in ("Norda", "Zeta", "Zeta")]
    for product in made[:2]:
        FeatureFactory(product=product)
    return [product.pk for product in made]


class ExplainedShareTests:
    def test_items_count_when_they_meet_any_tag(self, products):
        assert explained_share({"a": products}, {"a": {RED}}) == pytest.approx(2 / 3)
        assert explained_share({"a": products}, {"a": {NORDA}}) == pytest.approx(1 / 3)
        assert explained_share({"a": products}, {"a": {RED, NORDA}}) == pytest.approx(2 / 3)

    def test_shoppers_weigh_the_same_when_their_lists_differ_in_length(self, products):
        share = explained_share({"a": products[:1], "b": products[1:]}, {"a": {RED}, "b": {RED}})

        assert share == pytest.approx((1 + 1 / 2) / 2)

    def test_nothing_is_explained_when_there_are_no_tags(self, products):
        assert explained_share({"a": products}, {}) == 0

    def test_shopper_is_left_out_when_there_is_no_list(self, products):
        assert explained_share({"a": products[:1], "b": []}, {"a": {RED}}) == 1
        assert explained_share({}, {}) == 0


class ShownTagsTests:
    def test_hidden_tags_and_those_without_weight_explain_nothing(self):
        shopper = ShopperFactory(external_id="a")
        InterestTagFactory(shopper=shopper)
        InterestTagFactory(shopper=shopper, value="blue", status="hidden")
        InterestTagFactory(shopper=shopper, value="green", weight=0)
        InterestTagFactory()

        assert shown_tags(["a"]) == {"a": {RED}}


class ExplanationScoreTests:
    def test_our_list_and_chance_are_measured_by_the_same_tags(self, products):
        InterestTagFactory(shopper=ShopperFactory(external_id="a"))

        score = explanation_score(["a"], ours=lambda _: products[:2], chance=lambda _: products[2:])

        assert score == {"tags_explain_share": 1, "tags_explain_share_random": 0}
