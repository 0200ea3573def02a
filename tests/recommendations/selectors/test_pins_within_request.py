"""A pin brings an item to its position, and never one that the request keeps out."""

from datetime import UTC, datetime, timedelta

import pytest

from catalog.models import Product
from recommendations.engine.types import Answer, Request
from recommendations.models import Placement
from recommendations.selectors.recommend import recommend, recommend_many
from recommendations.services.rules import rule_pin
from tests.factories import CategoryFactory, ItemPopularityFactory, RuleFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 2, tzinfo=UTC)


def ids(answer: Answer) -> list[str]:
    return [item.product_id for item in answer.items]


def ask(**request) -> list[str]:
    return ids(recommend(Request(**{"shopper_id": None, "as_of": NOW, **request})))


@pytest.fixture
def pinned():
    """p0, p1 and p2 in the order of popularity, of which p2 is pinned first."""
    rows = [ItemPopularityFactory(product__external_id=f"p{n}", score=1 - n / 10).product for n in range(3)]
    RuleFactory(product=rows[2])
    return rows[2]


class PinsWithinRequestTests:
    def test_item_leads_when_pinned_first(self, pinned):
        assert ask() == ["p2", "p0", "p1"]

    def test_ranking_leads_when_rules_are_switched_off(self, pinned):
        assert ask(use_rules=False) == ["p0", "p1", "p2"]

    @pytest.mark.parametrize(
        "change",
        [
            {"available": False},
            {"hidden": True},
            {"stock": 0},
            {"stock": -1},
            {"created_at": NOW + timedelta(days=1)},
        ],
        ids=str,
    )
    def test_pinned_item_stays_away_when_it_cannot_be_bought(self, pinned, change):
        Product.objects.filter(pk=pinned.pk).update(**change)

        assert ask() == ["p0", "p1"]

    def test_pinned_item_stays_away_when_the_request_excludes_it(self, pinned):
        assert ask(exclude=("p2",)) == ["p0", "p1"]

    def test_pinned_item_stays_away_when_another_category_is_asked_for(self, pinned):
        shoes = CategoryFactory(slug="shoes")
        Product.objects.filter(external_id="p1").update(category=shoes)

        assert ask(category="shoes") == ["p1"]

    def test_pinned_item_leads_when_its_category_is_asked_for(self, pinned):
        shoes = CategoryFactory(slug="shoes")
        Product.objects.update(category=CategoryFactory(slug="trail", parent=shoes))

        assert ask(category="shoes") == ["p2", "p0", "p1"]

    def test_item_pinned_in_two_placements_comes_once_when_both_are_asked_for(self, pinned):
        RuleFactory(product=pinned, placement=Placement.objects.get(key="product"))
        requests = [Request(shopper_id=None, placement=key, k=2, as_of=NOW) for key in ("home", "product")]

        assert [ids(answer) for answer in recommend_many(requests)] == [["p2", "p0"], ["p1"]]

    def test_only_item_comes_when_it_is_pinned_behind_the_list(self, merchandiser):
        product = ItemPopularityFactory(product__external_id="p0").product
        rule_pin(placement=Placement.objects.get(key="home"), product=product, position=5, by=merchandiser)

        assert ask(k=1) == ["p0"]
