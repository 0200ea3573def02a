"""What conditions read of products beside what ranking reads: told once, and believed for half a minute."""

import pytest

from catalog.models import Product, ProductText
from recommendations.adapters import rule_columns as module
from recommendations.adapters.rule_columns import BELIEVED_SECONDS, rule_columns
from recommendations.engine.rules.book import Rule, RuleBook
from recommendations.engine.rules.conditions import parse_condition
from tests.factories import FeatureFactory, ProductFactory
from tests.recommendations.adapters.adapter_cases import candidates, scope

pytestmark = pytest.mark.django_db
TITLED = {"text": ["shoe"]}
RED = {"attribute": {"name": "colour", "values": ["red"]}}
DEAR = {"margin": {"at_least": 0.5}}


def book(*conditions) -> RuleBook:
    return RuleBook([Rule(key, "hide", condition=parse_condition(data)) for key, data in enumerate(conditions)])


def columns(products, *conditions):
    return rule_columns(candidates(scope(), [product.pk for product in products]), book(*conditions))


@pytest.fixture
def clock(monkeypatch):
    """Seconds that pass only when a test says so."""
    now = [1000.0]
    monkeypatch.setattr(module, "monotonic", lambda: now[0])
    return now


class RuleColumnsTests:
    def test_each_product_has_its_own_words_and_numbers(self):
        shoe = ProductFactory(external_id="a", texts__title="Shoe", price=10, cost=4)
        bare = ProductFactory(external_id="b", texts={}, price=10)
        FeatureFactory(product=shoe, value="red")
        FeatureFactory(product=shoe, value="blue", status="rejected")

        found = columns([shoe, bare], TITLED, RED, DEAR)

        assert list(found.title) == ["Shoe", ""]
        assert list(found.attributes) == [frozenset({("colour", "red")}), frozenset()]
        assert found.margin[0] == pytest.approx(0.6)
        assert found.margin[1] != found.margin[1]  # nan

    def test_what_no_rule_asks_for_is_not_read(self, django_assert_num_queries):
        found = candidates(scope(), [ProductFactory().pk])

        with django_assert_num_queries(0):
            assert list(rule_columns(found, book({"brand": ["Norda"]})).title) == [""]

    def test_only_products_not_heard_of_are_asked_about(self, clock, django_assert_num_queries):
        known, other = ProductFactory(texts__title="Shoe"), ProductFactory(texts__title="Boot")
        columns([known], TITLED)
        found = candidates(scope(), [known.pk, other.pk])

        with django_assert_num_queries(1):
            assert sorted(rule_columns(found, book(TITLED)).title) == ["Boot", "Shoe"]
        with django_assert_num_queries(0):
            rule_columns(found, book(TITLED))

    def test_changed_title_counts_after_half_a_minute_and_a_changed_price_at_once(self, clock):
        shoe = ProductFactory(texts__title="Shoe", price=10, cost=5)
        columns([shoe], TITLED, DEAR)
        ProductText.objects.filter(product=shoe).update(title="Boot")
        Product.objects.filter(pk=shoe.pk).update(price=50)

        clock[0] += BELIEVED_SECONDS - 1
        soon = columns([shoe], TITLED, DEAR)
        clock[0] += 1
        later = columns([shoe], TITLED, DEAR)

        assert (list(soon.title), list(later.title)) == (["Shoe"], ["Boot"])
        assert soon.margin[0] == later.margin[0] == pytest.approx(0.9)

    def test_another_book_that_asks_for_other_attributes_is_told_those(self):
        shoe = ProductFactory()
        FeatureFactory(product=shoe, name="colour", value="red")
        FeatureFactory(product=shoe, name="material", value="wool")
        columns([shoe], RED)

        found = columns([shoe], {"attribute": {"name": "material", "values": ["wool"]}})

        assert list(found.attributes) == [frozenset({("material", "wool")})]
