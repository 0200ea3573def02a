"""What a reason rests on, in words: titles in the reader's language, searches, interests."""

from datetime import UTC, datetime, timedelta

import pytest

from recommendations.engine.types import AnswerItem, Request
from recommendations.selectors.recommend import recommend
from tests.factories import (
    FeatureFactory,
    InteractionFactory,
    InterestTagFactory,
    ItemNeighbourFactory,
    ProductFactory,
    ShopperFactory,
)
from tests.recommendations.adapters.adapter_cases import interest, vector

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 2, tzinfo=UTC)


def told(shopper, product, locale: str = "en") -> AnswerItem:
    items = recommend(Request(shopper_id=shopper.external_id, locale=locale, as_of=NOW)).items
    return next(item for item in items if item.pk == product.pk)


def evidence(item: AnswerItem) -> dict[str, tuple[str, str]]:
    return {factor.name: (factor.evidence, factor.ground) for factor in item.factors}


@pytest.fixture
def shopper():
    return ShopperFactory(profile_built_at=NOW, event_count=5)


class ReasonsToldTests:
    @pytest.mark.parametrize(
        ("locale", "expected"),
        [
            ("en", "Often chosen together with Tent"),
            ("de", "Oft zusammen gewählt mit Zelt"),
            ("de-at", "Oft zusammen gewählt mit Zelt"),
            ("fr", "Souvent choisi avec Tent"),  # no French title
            ("zh-hans", "常与「Tent」一起被选购"),
        ],
    )
    def test_title_is_in_the_readers_language_when_there_is_one(self, shopper, locale, expected):
        tent = ProductFactory(texts={"en": ("Tent", ""), "de": ("Zelt", "")})
        row = ItemNeighbourFactory(product=tent)
        InteractionFactory(shopper=shopper, product=tent, occurred_at=NOW - timedelta(days=1))

        assert told(shopper, row.neighbour, locale).reason == expected

    def test_other_product_is_named_when_the_interest_lies_near_it(self, shopper):
        tent, alike = ProductFactory(texts__title="Tent"), ProductFactory()
        vector(alike, 1.0)
        interest(shopper, [1.0], label=f"product:{tent.pk}")

        item = told(shopper, alike)

        assert evidence(item) == {"interest": ("Tent", "")}
        assert item.reason == "Similar to what you looked at: Tent"

    def test_own_title_is_not_repeated_when_the_interest_is_this_very_product(self, shopper):
        tent = ProductFactory(texts__title="Tent")
        vector(tent, 1.0)
        interest(shopper, [1.0], label=f"product:{tent.pk}")

        item = told(shopper, tent)

        assert evidence(item) == {"interest": ("Tent", "seen")}
        assert item.reason == "You looked at this lately"

    def test_search_is_named_when_the_interest_is_one(self, shopper):
        tent = ProductFactory()
        vector(tent, 1.0)
        interest(shopper, [1.0], label="query:a tent for two")

        item = told(shopper, tent)

        assert evidence(item) == {"interest": ("a tent for two", "query")}
        assert item.reason == "Fits what you searched for: a tent for two"

    def test_nothing_is_claimed_when_the_product_behind_an_interest_is_gone(self, shopper):
        tent = ProductFactory()
        vector(tent, 1.0)
        interest(shopper, [1.0], label="product:987654321")

        assert told(shopper, tent).reason == "From the whole shop"

    @pytest.mark.parametrize("words", ["red", "product:new arrivals", "product:12", "query:red", "{red}"])
    def test_interest_is_named_as_it_is_written_when_it_matches(self, shopper, words):
        InterestTagFactory(shopper=shopper, label=words)

        item = told(shopper, FeatureFactory().product)

        assert evidence(item) == {"tags": (words, "")}
        assert item.reason == f"Matches your interest in {words}"
