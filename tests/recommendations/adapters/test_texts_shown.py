"""What a card shows of a product."""

import pytest

from recommendations.adapters.texts import Shown, shown
from tests.factories import ProductFactory

pytestmark = pytest.mark.django_db


def title(product, locale: str, default: str = "en") -> str:
    return shown([product.pk], locale=locale, default_locale=default)[product.pk].title


class ShownTests:
    def test_card_is_whole_when_all_is_known(self):
        product = ProductFactory(
            texts__title="Trail shoe", price="49.90", currency="USD", images=["/a.png", "/b.png"], stock=3
        )

        cards = shown([product.pk], locale="en", default_locale="en")

        assert cards == {product.pk: Shown("Trail shoe", 49.9, "USD", "/a.png", 3)}

    def test_card_has_gaps_when_little_is_known(self):
        product = ProductFactory(texts__title="Trail shoe", price=None, images=[], stock=None)

        cards = shown([product.pk], locale="en", default_locale="en")

        assert cards == {product.pk: Shown("Trail shoe", None, "EUR", "", None)}

    @pytest.mark.parametrize(
        ("locale", "default", "expected"),
        [
            ("de-at", "en", "Österreichisch"),
            ("de", "en", "Deutsch"),
            ("de-ch", "en", "Deutsch"),  # the language
            ("ja", "en", "English"),  # the store's
            ("ja", "de", "Deutsch"),
            ("ja", "fr", "Deutsch"),  # any: the first by locale
        ],
    )
    def test_nearest_locale_is_shown_when_there_are_several(self, locale, default, expected):
        words = {"en": "English", "de-at": "Österreichisch", "de": "Deutsch"}
        product = ProductFactory(texts={key: (value, "") for key, value in words.items()})

        assert title(product, locale, default) == expected

    def test_each_product_comes_once_when_asked_for_twice(self):
        products = ProductFactory.create_batch(2)

        cards = shown([products[0].pk, products[1].pk, products[0].pk], locale="en", default_locale="en")

        assert sorted(cards) == [products[0].pk, products[1].pk]

    def test_product_is_left_out_when_it_has_no_text(self):
        assert shown([ProductFactory(texts={}).pk], locale="en", default_locale="en") == {}

    @pytest.mark.parametrize("count", [0, 2, 20])
    def test_one_query_is_asked_when_there_are_many(self, django_assert_num_queries, count):
        keys = [product.pk for product in ProductFactory.create_batch(count)]

        with django_assert_num_queries(1):
            assert len(shown(keys, locale="en", default_locale="en")) == count
