"""Tests of the words that the shop lends to rules."""

from datetime import UTC, datetime

import pytest

from recommendations.engine.rules.conditions import All, OneOf, Range
from recommendations.selectors.rule_reading import rule_reading
from tests.factories import CategoryFactory, ProductFactory

NOW = datetime(2026, 11, 27, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class RuleReadingTests:
    def test_categories_brands_and_products_of_the_shop_are_known(self):
        CategoryFactory(slug="tents", name="Tents", names={"de": "Zelte"})
        ProductFactory(external_id="T-7", brand="Findling")

        hide = rule_reading("Verstecke Zelte von Findling unter 90 €", now=NOW)
        pin = rule_reading("Pin T-7 at position 3 in the cart", now=NOW)

        tents, findling = OneOf("category", frozenset({"tents"})), OneOf("brand", frozenset({"Findling"}))
        assert hide.certain
        assert hide.draft.condition == All((tents, findling, Range("price", None, 90.0, "EUR")))
        assert pin.certain
        assert (pin.draft.products, pin.draft.position, pin.draft.placements) == (("T-7",), 3, frozenset({"cart"}))

    def test_a_product_that_the_shop_does_not_have_is_left_unread(self):
        reading = rule_reading("Pin X-99 at position 3", now=NOW)

        assert (list(reading.unread), list(reading.doubts)) == (["X-99"], ["no_product"])
