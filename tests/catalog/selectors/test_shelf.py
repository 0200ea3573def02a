"""How a product shows itself."""

from typing import Any

import pytest
from django.utils.translation import override

from catalog.models import Product, ProductText
from catalog.selectors.shelf import extraction_state, picture_address, picture_of, stock_state, title_of, with_titles
from tests.staff_pages import product


@pytest.mark.django_db
class TitleTests:
    @pytest.mark.parametrize(
        ("locale", "title"), [("de", "Laufschuh 1"), ("fr", "Trail shoe 1"), ("en", "Trail shoe 1")]
    )
    def test_title_falls_back_to_the_stores_locale(self, locale: str, title: str) -> None:
        row = product()

        with override(locale):
            shown = with_titles(Product.objects.all()).get().title

        assert (shown, title_of(row, locale)) == (title, title)

    def test_any_title_is_better_than_none(self) -> None:
        row = product()
        ProductText.objects.exclude(locale="de").delete()

        assert (with_titles(Product.objects.all()).get().title, title_of(row, "fr")) == ("Laufschuh 1", "Laufschuh 1")

    def test_id_stands_in_when_there_is_no_text(self) -> None:
        row = product()
        ProductText.objects.all().delete()

        assert title_of(row, "en") == "sku-1"


class ShelfTests:
    @pytest.mark.parametrize(
        ("values", "state"),
        [
            ({"stock": 1200}, ("in_stock", "1,200 left")),
            ({"stock": 5}, ("few_left", "5 left")),
            ({"stock": 0}, ("sold_out", "sold out")),
            ({"stock": None}, ("in_stock", "available")),
            ({"stock": 9, "available": False}, ("sold_out", "not available")),
        ],
    )
    def test_stock_is_said_in_words(self, values: dict[str, Any], state: tuple[str, str]) -> None:
        assert stock_state(Product(**values)) == state

    @pytest.mark.parametrize(("read", "state"), [("", "not_extracted"), ("a", "extracted"), ("b", "outdated")])
    def test_extraction_is_judged_by_the_text_last_read(self, read: str, state: str) -> None:
        assert extraction_state(Product(text_hash="a", extracted_hash=read))[0] == state

    @pytest.mark.parametrize(
        ("images", "address"),
        [([], ""), (["https://shop.example/a.jpg", "b"], "https://shop.example/a.jpg"), (["a.svg"], "/media/a.svg")],
    )
    def test_picture_is_the_first_image(self, images: list[str], address: str) -> None:
        assert picture_of(Product(images=images)) == address
        assert picture_address(address) == address
