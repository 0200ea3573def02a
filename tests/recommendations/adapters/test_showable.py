"""Whatever source finds a product: what may not be shown never comes."""

from datetime import timedelta

import pytest

from catalog.current_store import in_store
from catalog.models import Product, Store
from tests.factories import (
    CategoryFactory,
    FeatureFactory,
    InterestTagFactory,
    ItemNeighbourFactory,
    ItemPopularityFactory,
    ProductFactory,
)
from tests.recommendations.adapters.adapter_cases import NOW, candidate_keys, interest, recent, scope, vector

pytestmark = pytest.mark.django_db
RECENTLY = NOW - timedelta(days=1)  # so that the source of new products finds it too


@pytest.fixture
def wanted() -> Product:
    """A product that every source finds."""
    product = ProductFactory(created_at=RECENTLY)
    ItemPopularityFactory(product=product, score=1.0)
    FeatureFactory(product=product)
    vector(product, 1.0)
    return product


@pytest.fixture
def asked(wanted):
    """Return a function that asks every source, of which all find the product."""
    shopper = InterestTagFactory().shopper
    interest(shopper, [1.0])
    seen = ItemNeighbourFactory(neighbour=wanted, product__hidden=True).product

    def ask(**values) -> list[int]:
        return candidate_keys(scope(shopper, has_vectors=True, recent=recent(seen), **values), 10)

    return ask


class ShowableTests:
    @pytest.mark.parametrize("stock", [None, 1])
    def test_product_comes_when_it_can_be_bought(self, wanted, asked, stock):
        Product.objects.update(stock=stock)

        assert asked() == [wanted.pk]

    @pytest.mark.parametrize(
        "change",
        [
            {"available": False},
            {"hidden": True},
            {"stock": 0},
            {"stock": -3},  # sold more often than there were
            {"created_at": NOW + timedelta(seconds=1)},
        ],
        ids=str,
    )
    def test_product_stays_away_when_it_cannot_be_bought(self, asked, change):
        Product.objects.update(**change)

        assert asked() == []

    def test_product_stays_away_when_it_is_excluded(self, wanted, asked):
        assert asked(excluded=[wanted.pk]) == []

    def test_product_stays_away_when_it_is_of_another_category(self, wanted, asked):
        mine, other = CategoryFactory.create_batch(2)
        Product.objects.filter(pk=wanted.pk).update(category=mine)

        assert asked(categories=[mine.pk, other.pk]) == [wanted.pk]
        assert asked(categories=[other.pk]) == []
        assert asked(categories=[]) == []

    def test_product_stays_away_when_it_has_no_category_and_one_is_asked_for(self, asked):
        assert asked(categories=[CategoryFactory().pk]) == []

    def test_product_stays_away_when_it_is_another_stores(self, asked):
        with in_store(Store.objects.create(slug="other", name="Other").pk):
            assert asked() == []
