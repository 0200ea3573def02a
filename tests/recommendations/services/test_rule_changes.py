"""Pins and hides as merchandisers set them: who gives way to whom."""

import pytest
from django.core.exceptions import ValidationError

from recommendations.models import Placement, Rule
from recommendations.services.rules import rule_hide, rule_pin, rule_remove
from tests.factories import ProductFactory, RuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return Placement.objects.get(key="home")


def pins(placement) -> dict[int, str]:
    rows = Rule.live.filter(placements=[placement.key], kind="pin").order_by("position")
    return dict(rows.values_list("position", "product__external_id"))


@pytest.fixture
def pinned(home):
    """Pins at 1, 2 and 4."""
    for position in (1, 2, 4):
        RuleFactory(placement=home, product__external_id=f"p{position}", position=position)


class RulePinTests:
    def test_rule_tells_who_set_it_and_why_when_pinned(self, home, merchandiser):
        product = ProductFactory()

        rule = rule_pin(placement=home, product=product, position=3, by=merchandiser, note="Sale")

        assert Rule.live.get() == rule
        assert (rule.kind, rule.position, rule.created_by, rule.note) == ("pin", 3, merchandiser, "Sale")

    @pytest.mark.parametrize(
        ("position", "expected"),
        [
            (1, {1: "new", 2: "p1", 3: "p2", 4: "p4"}),  # down to the first gap
            (2, {1: "p1", 2: "new", 3: "p2", 4: "p4"}),
            (3, {1: "p1", 2: "p2", 3: "new", 4: "p4"}),
            (4, {1: "p1", 2: "p2", 4: "new", 5: "p4"}),
            (9, {1: "p1", 2: "p2", 4: "p4", 9: "new"}),
        ],
    )
    def test_pins_move_down_to_the_first_gap_when_one_is_put_among_them(
        self, home, pinned, merchandiser, position, expected
    ):
        rule_pin(placement=home, product=ProductFactory(external_id="new"), position=position, by=merchandiser)

        assert pins(home) == expected

    def test_product_moves_when_it_is_pinned_again(self, home, pinned, merchandiser):
        product = Rule.live.get(position=1).product

        rule_pin(placement=home, product=product, position=2, by=merchandiser)

        assert pins(home) == {2: "p1", 3: "p2", 4: "p4"}

    def test_pins_of_another_placement_stay_when_one_is_set(self, home, merchandiser):
        page = Placement.objects.get(key="product")
        other = RuleFactory(placement=page, position=1)

        rule_pin(placement=home, product=other.product, position=1, by=merchandiser)

        assert pins(page) == pins(home) == {1: other.product.external_id}

    def test_hide_gives_way_when_its_product_is_pinned(self, home, merchandiser):
        product = ProductFactory()
        rule_hide(placement=home, product=product, by=merchandiser)

        rule = rule_pin(placement=home, product=product, position=1, by=merchandiser)

        assert list(Rule.live.all()) == [rule]

    @pytest.mark.parametrize("change", [{"hidden": True}, {"available": False}, {"stock": 0}], ids=str)
    def test_nothing_changes_when_the_product_may_not_be_shown(self, home, pinned, merchandiser, change):
        product = ProductFactory(**change)

        with pytest.raises(ValidationError, match="a pin would show nothing"):
            rule_pin(placement=home, product=product, position=1, by=merchandiser)

        assert pins(home) == {1: "p1", 2: "p2", 4: "p4"}

    def test_nothing_changes_when_the_position_is_zero(self, home, pinned, merchandiser):
        with pytest.raises(ValidationError):
            rule_pin(placement=home, product=ProductFactory(), position=0, by=merchandiser)

        assert pins(home) == {1: "p1", 2: "p2", 4: "p4"}


class RuleHideTests:
    def test_pin_gives_way_when_its_product_is_hidden(self, home, pinned, merchandiser):
        product = Rule.live.get(position=2).product

        rule = rule_hide(placement=home, product=product, by=merchandiser, note="Recall")

        assert pins(home) == {1: "p1", 4: "p4"}
        assert (rule.kind, rule.position, rule.created_by, rule.note) == ("hide", None, merchandiser, "Recall")

    def test_product_may_be_hidden_when_it_is_sold_out(self, home, merchandiser):
        rule = rule_hide(placement=home, product=ProductFactory(stock=0), by=merchandiser)

        assert list(Rule.live.all()) == [rule]


class RuleRemoveTests:
    def test_one_rule_goes_when_it_is_taken_back(self, home, pinned, merchandiser):
        rule_remove(rule=Rule.live.get(position=2), by=merchandiser)

        assert pins(home) == {1: "p1", 4: "p4"}
