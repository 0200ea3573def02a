"""Conditions on the margin: in lists, in the count of what a rule touches, in words, and in the editor."""

from types import SimpleNamespace

import pytest

from recommendations.dashboard.condition_words import condition_words
from recommendations.dashboard.rule_form import RuleEditorForm, initial_of
from recommendations.dashboard.rule_form_condition import condition_of, fields_of
from recommendations.engine.rules.conditions import parse_condition
from recommendations.engine.types import Request
from recommendations.selectors.recommend import recommend
from recommendations.selectors.rule_reach import rule_reach
from tests.factories import PlacementFactory, ProductFactory, RuleFactory

THIN = {"margin": {"below": 0.3}}


@pytest.fixture
def shelf(db):
    PlacementFactory()
    prices = {"rich": (100, 40), "thin": (100, 75), "edge": (100, 70), "secret": (100, None), "gift": (0, 5)}
    return {name: ProductFactory(external_id=name, price=price, cost=cost).pk for name, (price, cost) in prices.items()}


class MarginTests:
    def test_lists_leave_out_what_leaves_too_little(self, shelf):
        RuleFactory(kind="hide", position=None, product=None, condition=THIN)

        shown = {item.product_id for item in recommend(Request(None)).items}

        assert shown == {"rich", "edge", "secret", "gift"}

    def test_count_agrees_with_the_lists(self, shelf):
        rule = RuleFactory(kind="hide", position=None, product=None, condition=THIN)

        assert rule_reach(rule).some == [shelf["thin"]]

    @pytest.mark.parametrize(
        ("bounds", "words"),
        [
            ({"below": 0.3}, "products with a margin under 30%"),
            ({"at_least": 0.125}, "products with a margin from 12.5%"),
            ({"at_least": 0.1, "below": 0.3}, "products with a margin from 10% to under 30%"),
        ],
    )
    def test_rule_says_it_in_words(self, bounds, words):
        assert condition_words(parse_condition({"margin": bounds}), categories={}) == words

    def test_editor_takes_percent(self):
        condition = condition_of({"margin_from": 12.5, "margin_below": None}, "EUR")

        assert condition == {"margin": {"at_least": 0.125}}
        assert fields_of(condition, "EUR") == {"margin_from": 12.5, "margin_below": None}

    def test_editor_keeps_numbers_of_events(self, db):
        rule = RuleFactory(audience={"least_events": 3, "most_events": 20})
        shown = {name: value for name, value in initial_of(rule, "EUR").items() if value is not None}
        form = RuleEditorForm(shown, currency="EUR")

        assert form.is_valid(), form.errors
        assert form.values()["audience"] == {"least_events": 3, "most_events": 20}
        assert SimpleNamespace(**form.values()).position == rule.position
