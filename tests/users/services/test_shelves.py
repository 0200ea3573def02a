"""Price bands and brands, category by category."""

import pytest

from tests.factories import CategoryFactory, FeatureFactory, ProductFactory
from users.selectors.known_interests import interests_known
from users.services.catalogue import _base_rates, catalogue_of, interest_labels
from users.services.shelves import banded_products, brand_shares, price_bounds

pytestmark = pytest.mark.django_db
PREMIUM, LOW = ("price", "price", "premium"), ("price", "price", "low")


@pytest.fixture(autouse=True)
def _own_rates():
    """Forget the shares of another test's catalog."""
    _base_rates.cache_clear()
    yield
    _base_rates.cache_clear()


def shelf(*prices: float | None, category=None, brand: str = "Norda") -> list:
    category = category or CategoryFactory()
    return [ProductFactory(category=category, price=price, brand=brand) for price in prices]


class PriceBoundsTests:
    def test_bounds_part_each_category_into_thirds(self):
        cheap, dear = shelf(1, 2, 3, 4, 5, 6, 7), shelf(100, 200, 300, 400, 500, 600, 700, None)

        assert price_bounds() == {
            cheap[0].category_id: (pytest.approx(3), pytest.approx(5)),
            dear[0].category_id: (pytest.approx(300), pytest.approx(500)),
        }

    def test_category_has_none_when_few_or_equal_prices_part_nothing(self):
        shelf(1, 2, 3, 4, 5), shelf(9, 9, 9, 9, 9, 9)

        assert price_bounds() == {}
        assert banded_products() == {}

    def test_products_without_category_are_a_shelf_too(self):
        for price in range(1, 8):
            ProductFactory(price=price)

        assert price_bounds() == {None: (pytest.approx(3), pytest.approx(5))}
        assert banded_products()[PREMIUM] == 2


class CatalogueTests:
    def test_price_band_is_a_feature_of_a_product(self):
        products = shelf(1, 2, 3, 4, 5, 6)

        shop = catalogue_of([products[0].pk, products[5].pk])

        assert {LOW} == {key for key in shop.features[products[0].pk] if key[0] == "price"}
        assert {PREMIUM} == {key for key in shop.features[products[5].pk] if key[0] == "price"}
        assert (shop.labels[PREMIUM], shop.base_rates[PREMIUM]) == ("premium price", pytest.approx(1 / 3))

    def test_staff_find_a_price_band_by_its_name_in_each_language(self):
        shelf(1, 2, 3, 4, 5, 6)

        known = interests_known()

        assert "premium price" in interest_labels(10)
        assert [known.named(words) for words in ("Premium price", "gehobener Preis", "高价位")] == [PREMIUM] * 3


class BrandSharesTests:
    def test_share_is_of_the_category(self):
        teas = [*shelf(1, 2, 3), *shelf(4, brand="Zeta"), *shelf(5, brand="")]
        for product in teas:
            FeatureFactory(product=product, kind="category", name="category", value="Tea", normalised="Tea")
        tea = ("category", "category", "Tea")

        assert brand_shares() == {(tea, ("brand", "brand", "Norda")): 0.6, (tea, ("brand", "brand", "Zeta")): 0.2}
