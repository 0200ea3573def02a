"""Retrieval: what each source finds."""

from datetime import timedelta

import pytest

from recommendations.adapters.retrieval import NEW_DAYS
from tests.factories import (
    FeatureFactory,
    InterestTagFactory,
    ItemNeighbourFactory,
    ItemPopularityFactory,
    ProductFactory,
    ShopperFactory,
)
from tests.recommendations.adapters.adapter_cases import NOW, candidate_keys, interest, recent, scope, vector

pytestmark = pytest.mark.django_db


@pytest.fixture
def best():
    """The most popular product: the one that comes whatever the other sources find."""
    return ItemPopularityFactory(score=1.0).product


def found(best, at, *, at_least: int = 1) -> list[int]:
    """Return what comes beside the most popular product."""
    return [pk for pk in candidate_keys(at, at_least) if pk != best.pk]


class PopularTests:
    def test_most_popular_come_when_a_few_are_asked_for(self):
        rows = [ItemPopularityFactory(score=score) for score in (0.2, 0.9, 0.5)]

        assert candidate_keys(scope(), 2) == sorted([rows[1].product_id, rows[2].product_id])

    def test_newer_comes_when_none_is_popular(self):
        old, new = (ProductFactory(created_at=NOW - timedelta(days=days)) for days in (300, 200))

        assert candidate_keys(scope(), 1) == [new.pk]
        assert candidate_keys(scope(), 2) == [old.pk, new.pk]

    def test_popular_in_one_locale_does_not_come_first_when_unpopular_in_the_whole(self, best):
        ItemPopularityFactory(segment="en", score=1.0)

        assert candidate_keys(scope(), 1) == [best.pk]

    def test_all_come_when_more_are_asked_for_than_there_are(self):
        keys = [ProductFactory().pk for _ in range(3)]

        assert candidate_keys(scope(), 50) == keys

    def test_none_comes_when_the_shop_is_empty(self):
        assert candidate_keys(scope(), 50) == []


class NewestTests:
    @pytest.mark.parametrize(("days", "comes"), [(0, True), (NEW_DAYS - 1, True), (NEW_DAYS, False), (-1, False)])
    def test_product_comes_when_it_is_new(self, best, days, comes):
        product = ProductFactory(created_at=NOW - timedelta(days=days))

        assert found(best, scope()) == ([product.pk] if comes else [])


class TogetherTests:
    def test_neighbours_of_recent_products_come_when_there_are_any(self, best):
        row, _ = ItemNeighbourFactory(), ItemNeighbourFactory()

        assert found(best, scope(recent=recent(row.product))) == [row.neighbour_id]

    def test_none_comes_when_nothing_is_recent(self, best):
        ItemNeighbourFactory()

        assert found(best, scope()) == []


class NearestTests:
    def test_neighbours_of_each_interest_come_when_the_shopper_has_vectors(self, best):
        shopper = ShopperFactory()
        products = ProductFactory.create_batch(2)
        for axis, product in enumerate(products):
            vector(product, *([0.0] * axis), 1.0)
            interest(shopper, [*([0.0] * axis), 1.0])

        assert found(best, scope(shopper, has_vectors=True)) == [product.pk for product in products]

    def test_neighbours_of_recent_products_come_when_there_are_no_interests(self, best):
        seen, alike = ProductFactory.create_batch(2)
        vector(seen, 1.0)
        vector(alike, 1.0, 0.1)

        assert found(best, scope(recent=recent(seen))) == [seen.pk, alike.pk]

    def test_other_shoppers_interests_do_not_matter_when_asked(self, best):
        interest(ShopperFactory(), [1.0])
        vector(ProductFactory(), 1.0)

        assert found(best, scope(ShopperFactory(), has_vectors=True)) == []


class TaggedTests:
    @pytest.fixture
    def tag(self):
        return InterestTagFactory()

    def test_product_comes_when_it_has_a_feature_of_interest(self, best, tag):
        feature = FeatureFactory()
        FeatureFactory(value="blue")
        FeatureFactory(name="pattern")

        assert found(best, scope(tag.shopper)) == [feature.product_id]

    def test_product_stays_away_when_its_feature_was_rejected(self, best, tag):
        FeatureFactory(status="rejected")

        assert found(best, scope(tag.shopper)) == []

    def test_product_stays_away_when_the_interest_is_hidden(self, best):
        FeatureFactory()
        tag = InterestTagFactory(status="hidden")

        assert found(best, scope(tag.shopper)) == []

    def test_product_stays_away_when_the_profile_is_not_built(self, best, tag):
        FeatureFactory()

        assert found(best, scope(tag.shopper, has_profile=False)) == []
