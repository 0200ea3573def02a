"""What ranking reads of the candidates."""

from datetime import timedelta

import pytest

from recommendations.adapters.candidates import candidates
from recommendations.engine.types import Candidate, Item
from recommendations.models import PersonalScore
from tests.factories import (
    FeatureFactory,
    InterestTagFactory,
    ItemPopularityFactory,
    ProductFactory,
    ShopperFactory,
)
from tests.recommendations.adapters.adapter_cases import NOW, scope

pytestmark = pytest.mark.django_db


def sources(at, *products, **options) -> list[dict[str, float]]:
    """Return the scores of these products, in their order."""
    by_key = {row.item.pk: row.sources for row in candidates(at, [product.pk for product in products], **options)}
    return [dict(by_key[product.pk]) for product in products]


class CandidatesTests:
    def test_item_is_bare_when_nothing_is_known_of_it(self):
        long_ago = NOW - timedelta(days=400)
        product = ProductFactory(external_id="p1", brand="Norda", price=None, created_at=long_ago)

        assert candidates(scope(), [product.pk]) == [
            Candidate(Item(product.pk, "p1", "Norda", None, frozenset({("brand", "brand", "Norda")})), {}, {}, 400.0)
        ]

    def test_price_is_a_number_when_there_is_one(self):
        [found] = candidates(scope(), [ProductFactory(price="49.90").pk])

        assert found.item.price == 49.9

    def test_each_comes_once_when_asked_for(self):
        products = ProductFactory.create_batch(3)

        found = candidates(scope(), [product.pk for product in products[:2]])

        assert sorted(row.item.pk for row in found) == [products[0].pk, products[1].pk]
        assert candidates(scope(), []) == []

    @pytest.mark.parametrize("count", [2, 20])
    def test_queries_stay_the_same_when_there_are_many(self, django_assert_num_queries, count):
        tag = InterestTagFactory()
        keys = [FeatureFactory().product_id for _ in range(count)]

        with django_assert_num_queries(2):
            assert len(candidates(scope(tag.shopper), keys)) == count


class PopularScoreTests:
    def test_popularity_of_the_locale_counts_when_there_is_one(self):
        product = ItemPopularityFactory(score=0.9).product
        ItemPopularityFactory(product=product, segment="de", score=0.4)

        assert sources(scope(locale="de"), product) == [{"popular": 0.4}]
        assert sources(scope(locale="en"), product) == [{"popular": 0.9}]


class NewScoreTests:
    @pytest.mark.parametrize(("days", "expected"), [(0, 1.0), (7, 0.5), (13, pytest.approx(1 / 14)), (14, 0), (99, 0)])
    def test_newness_falls_evenly_when_days_pass(self, days, expected):
        [scores] = sources(scope(), ProductFactory(created_at=NOW - timedelta(days=days)))

        assert scores.get("new", 0) == expected


class ModelScoreTests:
    @pytest.fixture
    def judged(self):
        shopper, products = ShopperFactory(), ProductFactory.create_batch(3)
        for product, score in zip(products, (0.50, 0.52, 0.60), strict=True):
            PersonalScore.objects.create(shopper=shopper, product=product, score=score, model="m", prompt_version="1")
        return shopper, products

    def test_stored_judgements_are_told_when_there_are_some(self, judged):
        shopper, products = judged

        scores = sources(scope(shopper), *products, ProductFactory())

        assert [row.get("llm") for row in scores] == [0.5, 0.52, 0.6, None]

    def test_judgements_of_another_shopper_do_not_count_when_asked(self, judged):
        assert sources(scope(ShopperFactory()), *judged[1]) == [{}, {}, {}]


class FeaturesTests:
    def test_features_of_interest_alone_are_read_when_there_are_more(self):
        tag = InterestTagFactory()
        product = FeatureFactory().product
        FeatureFactory(product=product, name="material", value="wool")

        [found] = candidates(scope(tag.shopper), [product.pk])

        assert found.item.features == {("attribute", "colour", "red"), ("brand", "brand", "Norda")}

    @pytest.mark.parametrize(("tagged", "status"), [("hidden", "proposed"), ("active", "rejected")])
    def test_feature_is_not_read_when_people_took_it_or_the_interest_back(self, tagged, status):
        tag, feature = InterestTagFactory(status=tagged), FeatureFactory(status=status)

        [found] = candidates(scope(tag.shopper), [feature.product_id])

        assert found.item.features == {("brand", "brand", "Norda")}

    def test_feature_is_not_read_when_the_shopper_has_no_profile(self):
        tag, feature = InterestTagFactory(), FeatureFactory()

        [found] = candidates(scope(tag.shopper, has_profile=False), [feature.product_id])

        assert found.item.features == {("brand", "brand", "Norda")}
