"""What ranking reads of the candidates."""

from datetime import timedelta

import numpy as np
import pytest

from recommendations.adapters.candidates import retrieved
from recommendations.engine.types import Item
from recommendations.models import PersonalScore
from tests.factories import (
    CategoryFactory,
    FeatureFactory,
    InterestTagFactory,
    ItemPopularityFactory,
    ProductFactory,
    ShopperFactory,
)
from tests.recommendations.adapters.adapter_cases import NOW, candidates, scope, sources_of

pytestmark = pytest.mark.django_db


def sources(at, *products, **options) -> list[dict[str, float]]:
    """Return the scores of these products, in their order."""
    by_key = sources_of(candidates(at, [product.pk for product in products], **options))
    return [by_key[product.pk] for product in products]


class CandidatesTests:
    def test_item_is_bare_when_nothing_is_known_of_it(self):
        long_ago = NOW - timedelta(days=400)
        product = ProductFactory(external_id="p1", brand="Norda", price=None, stock=None, created_at=long_ago)

        found = candidates(scope(), [product.pk])

        assert found.item(0) == Item(product.pk, "p1", "Norda", None, frozenset({("brand", "brand", "Norda")}))
        assert sources_of(found) == {product.pk: {}}
        assert (found.age_days.tolist(), found.category.tolist()) == ([400.0], [0])
        assert np.isnan([found.judged, found.price, found.stock]).all()

    def test_columns_tell_what_rules_ask_for_when_the_catalog_knows_it(self):
        category = CategoryFactory()
        products = [ProductFactory(price="49.90", stock=0), ProductFactory(category=category, stock=7)]

        found = candidates(scope(), [product.pk for product in products])

        assert found.price[0] == 49.9
        assert (found.stock.tolist(), found.category.tolist()) == ([0.0, 7.0], [0, category.pk])

    def test_rows_stand_in_the_order_of_item_ids_when_keys_do_not(self):
        ids = ["b", "a-2", "A", "a1", "ä", "a"]
        keys = [ProductFactory(external_id=each).pk for each in ids]

        assert candidates(scope(), keys).item_id.tolist() == sorted(ids)

    def test_each_comes_once_when_asked_for(self):
        products = ProductFactory.create_batch(3)

        found = candidates(scope(), [product.pk for product in products[:2]])

        assert sorted(found.pk.tolist()) == [products[0].pk, products[1].pk]
        assert candidates(scope(), []).scores.shape == (0, 5)

    @pytest.mark.parametrize("count", [2, 20])
    def test_queries_stay_the_same_when_there_are_many(self, django_assert_num_queries, count):
        tag = InterestTagFactory()
        keys = [FeatureFactory().product_id for _ in range(count)]

        with django_assert_num_queries(1):
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

        keys = [product.pk for product in (*products, ProductFactory())]

        found = candidates(scope(shopper), keys)

        assert found.judged[found.rows_of(keys)] == pytest.approx([0.5, 0.52, 0.6, np.nan], nan_ok=True)

    def test_judgements_of_another_shopper_do_not_count_when_asked(self, judged):
        assert np.isnan(candidates(scope(ShopperFactory()), [row.pk for row in judged[1]]).judged).all()


class FeaturesTests:
    def test_features_of_interest_alone_are_read_when_there_are_more(self):
        tag = InterestTagFactory()
        product = FeatureFactory().product
        FeatureFactory(product=product, name="material", value="wool")

        found = candidates(scope(tag.shopper), [product.pk])

        assert found.item(0).features == {("attribute", "colour", "red"), ("brand", "brand", "Norda")}

    @pytest.mark.parametrize(("tagged", "status"), [("hidden", "proposed"), ("active", "rejected")])
    def test_feature_is_not_read_when_people_took_it_or_the_interest_back(self, tagged, status):
        tag, feature = InterestTagFactory(status=tagged), FeatureFactory(status=status)

        found = candidates(scope(tag.shopper), [feature.product_id])

        assert found.item(0).features == {("brand", "brand", "Norda")}

    def test_feature_is_not_read_when_the_shopper_has_no_profile(self):
        tag, feature = InterestTagFactory(), FeatureFactory()

        found = candidates(scope(tag.shopper, has_profile=False), [feature.product_id])

        assert found.item(0).features == {("brand", "brand", "Norda")}

    def test_brand_matches_when_the_shopper_likes_it(self):
        tag = InterestTagFactory(kind="brand", name="brand", value="Norda")
        products = [ProductFactory(brand="Norda"), ProductFactory(brand="Polar")]

        found = candidates(scope(tag.shopper), [product.pk for product in products])

        assert found.matches.tolist() == [[True], [False]]
        assert found.tags == (("brand", "brand", "Norda"),)


class PinnedTests:
    def test_pinned_product_is_there_but_not_ranked_when_no_source_found_it(self):
        found, pinned = ItemPopularityFactory().product, ProductFactory()

        rows = retrieved(scope(), 1, {pinned.pk})

        assert dict(zip(rows.candidates.pk.tolist(), rows.ranked.tolist(), strict=True)) == {
            found.pk: True,
            pinned.pk: False,
        }

    def test_pinned_product_is_ranked_when_a_source_found_it_too(self):
        found = ItemPopularityFactory().product

        assert retrieved(scope(), 1, {found.pk}).ranked.tolist() == [True]

    def test_pinned_product_stays_away_when_it_may_not_be_shown(self):
        ItemPopularityFactory()
        pinned = ProductFactory(hidden=True)

        assert pinned.pk not in retrieved(scope(), 1, {pinned.pk}).candidates.pk
