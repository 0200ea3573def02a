"""The list of a shopper: who gets what, what never comes, and what a rule does."""

from datetime import UTC, datetime

import pytest

from recommendations.engine.errors import InvalidK, UnknownCategory, UnknownPlacement
from recommendations.engine.types import Answer, Request
from recommendations.models import Placement
from recommendations.selectors.recommend import recommend, recommend_many
from recommendations.services.rules import rule_hide, rule_pin
from tests.factories import (
    CategoryFactory,
    InteractionFactory,
    ItemNeighbourFactory,
    ItemPopularityFactory,
    ProductFactory,
    ShopperFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 2, tzinfo=UTC)


def ids(answer: Answer) -> list[str]:
    return [item.product_id for item in answer.items]


def popular(count: int) -> list:
    return [ItemPopularityFactory(product__external_id=f"p{n}", score=1 - n / 100).product for n in range(count)]


class RecommendTests:
    def test_popular_items_come_when_shopper_is_unknown(self):
        popular(3)

        answer = recommend(Request(shopper_id="nobody", as_of=NOW))

        assert ids(answer) == ["p0", "p1", "p2"]
        assert answer.fallback == "unknown_shopper"
        assert answer.items[0].reason == "Popular in the shop right now"

    def test_neighbours_come_first_when_shopper_looked_at_an_item(self):
        products = popular(4)
        shopper = ShopperFactory()
        InteractionFactory(shopper=shopper, product=products[3])
        ItemNeighbourFactory(product=products[3], neighbour=products[2])

        answer = recommend(Request(shopper_id=shopper.external_id, as_of=NOW))

        assert ids(answer)[0] == "p2"
        assert answer.items[0].reason == "Often chosen together with Product p3"
        assert answer.fallback == ""

    @pytest.mark.parametrize("change", [{"available": False}, {"hidden": True}, {"stock": 0}])
    def test_item_never_comes_when_it_cannot_be_bought(self, change):
        products = popular(2)
        for name, value in change.items():
            setattr(products[0], name, value)
        products[0].save()
        rule_placement = Placement.objects.get(key="home")

        answer = recommend(Request(shopper_id=None, placement=rule_placement.key, as_of=NOW))

        assert ids(answer) == ["p1"]

    @pytest.mark.parametrize("kind", ["purchase", "dismiss"])
    def test_item_never_comes_again_when_bought_or_dismissed(self, kind):
        products = popular(2)
        event = InteractionFactory(product=products[0], type=kind)

        answer = recommend(Request(shopper_id=event.shopper.external_id, as_of=NOW))

        assert ids(answer) == ["p1"]

    def test_k_items_come_when_k_items_exist(self):
        ProductFactory.create_batch(120)

        answer = recommend(Request(shopper_id=None, k=100, as_of=NOW))

        assert len(set(ids(answer))) == 100

    @pytest.mark.parametrize("k", [0, -1, 101, 10**6])
    def test_k_is_refused_when_out_of_range(self, k):
        with pytest.raises(InvalidK, match=f"is {k}: ask for 1 to 100 items"):
            recommend(Request(shopper_id=None, k=k))

    def test_placement_is_refused_when_unknown(self):
        with pytest.raises(UnknownPlacement, match="use one of cart, email, home, product"):
            recommend(Request(shopper_id=None, placement="attic"))

    def test_category_is_refused_when_unknown(self):
        with pytest.raises(UnknownCategory, match="'attic' is not a category"):
            recommend(Request(shopper_id=None, category="attic"))

    def test_only_items_below_category_come_when_category_is_given(self):
        shoes = CategoryFactory(slug="shoes")
        trail = CategoryFactory(slug="trail", parent=shoes)
        products = popular(3)
        products[2].category = trail
        products[2].save()

        answer = recommend(Request(shopper_id=None, category="shoes", as_of=NOW))

        assert ids(answer) == ["p2"]

    def test_answer_is_equal_when_request_is_repeated(self):
        popular(5)
        request = Request(shopper_id=None, request_id="r1", as_of=NOW)

        assert recommend(request) == recommend(request)

    def test_factors_add_up_to_score(self):
        products = popular(4)
        shopper = ShopperFactory()
        InteractionFactory(shopper=shopper, product=products[3])
        ItemNeighbourFactory(product=products[3], neighbour=products[2])

        answer = recommend(Request(shopper_id=shopper.external_id, as_of=NOW))

        for item in answer.items:
            assert item.score == pytest.approx(sum(factor.contribution for factor in item.factors), abs=1e-9)

    def test_no_item_comes_twice_when_several_placements_are_asked(self):
        popular(4)
        requests = [Request(shopper_id=None, placement=key, k=2, as_of=NOW) for key in ("home", "product")]

        first, second = recommend_many(requests)

        assert (ids(first), ids(second)) == (["p0", "p1"], ["p2", "p3"])


class RecommendRulesTests:
    def test_item_stands_at_its_position_when_pinned(self, merchandiser):
        products = popular(4)
        home = Placement.objects.get(key="home")
        rule = rule_pin(placement=home, product=products[3], position=2, by=merchandiser)

        answer = recommend(Request(shopper_id=None, as_of=NOW))

        assert ids(answer) == ["p0", "p3", "p1", "p2"]
        assert (answer.items[1].rule_id, answer.items[1].ranked_without_rules) == (rule.pk, 4)
        assert answer.applied_rules == (rule.pk,)

    def test_pin_moves_down_when_another_takes_its_position(self, merchandiser):
        products = popular(4)
        home = Placement.objects.get(key="home")
        rule_pin(placement=home, product=products[3], position=1, by=merchandiser)
        rule_pin(placement=home, product=products[2], position=1, by=merchandiser)

        answer = recommend(Request(shopper_id=None, as_of=NOW))

        assert ids(answer) == ["p2", "p3", "p0", "p1"]

    def test_item_is_gone_from_its_placement_alone_when_hidden(self, merchandiser):
        products = popular(2)
        rule_hide(placement=Placement.objects.get(key="home"), product=products[0], by=merchandiser)

        home = recommend(Request(shopper_id=None, as_of=NOW))
        page = recommend(Request(shopper_id=None, placement="product", as_of=NOW))

        assert (ids(home), ids(page)) == (["p1"], ["p0", "p1"])

    def test_pinned_item_stays_away_when_shopper_bought_it(self, merchandiser):
        products = popular(2)
        event = InteractionFactory(product=products[1], type="purchase")
        rule_pin(placement=Placement.objects.get(key="home"), product=products[1], position=1, by=merchandiser)

        answer = recommend(Request(shopper_id=event.shopper.external_id, as_of=NOW))

        assert ids(answer) == ["p0"]
