"""A merchandiser looks at a shopper's list, pins by keyboard, and takes it back."""

from pathlib import Path
from typing import Any

import pytest

from catalog.models import Product
from recommendations.models import Rule
from tests.factories import ItemPopularityFactory, ProductFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def titles(page: Any) -> list[str]:
    return page.locator(".desk-card h3").all_inner_texts()


class PreviewJourneyTests:
    @pytest.fixture(autouse=True)
    def _rows(self, merchandiser: Any) -> None:
        for number, score in [(1, 0.9), (2, 0.8), (3, 0.7)]:
            product = ProductFactory(external_id=f"sku-{number}", texts__title=f"Shoe {number}")
            ItemPopularityFactory(product=product, score=score)

    def test_pin_by_keyboard_moves_the_product_and_undo_restores_the_list(self, log_in: Any) -> None:
        page = log_in("merchandiser")
        page.goto("/admin/preview/?anonymous=1&placement=home")
        assert titles(page) == ["Shoe 1", "Shoe 2", "Shoe 3"]

        for key in "jjjt":
            page.keyboard.press(key)
        page.wait_for_selector("text=Shoe 3 is pinned at place 1.")

        assert titles(page) == ["Shoe 3", "Shoe 1", "Shoe 2"]
        assert "pinned at 1 · merchandiser" in page.inner_text(".desk-card >> nth=0")
        assert list(Rule.live.values_list("product__external_id", "position")) == [("sku-3", 1)]

        page.keyboard.press("u")
        page.wait_for_selector("text=Shoe 3 is no longer pinned.")

        assert titles(page) == ["Shoe 1", "Shoe 2", "Shoe 3"]
        assert not Rule.live.exists()

    def test_switch_changes_the_address_and_back_returns(self, log_in: Any) -> None:
        page = log_in("merchandiser")
        page.goto("/admin/preview/?anonymous=1&placement=home")

        page.focus("#switch-explain")
        page.keyboard.press("Space")
        page.wait_for_selector("#switch-explain[aria-checked=false]")

        assert page.url.endswith("/admin/preview/?anonymous=1&placement=home&explain=0")
        assert page.locator(".desk-card__why").count() == 0

        page.go_back()
        page.wait_for_selector("#switch-explain[aria-checked=true]")

        assert page.locator(".desk-card__why").count() == 3

    def test_stored_picture_is_seen_when_a_product_has_one(self, log_in: Any, settings: Any) -> None:
        picture = Path(settings.MEDIA_ROOT) / "shoes" / "sku-1.svg"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"/>')
        Product.objects.filter(external_id="sku-1").update(images=["shoes/sku-1.svg"])
        page = log_in("merchandiser")

        page.goto("/admin/preview/?anonymous=1&placement=home")

        page.wait_for_function("document.querySelector('.desk-card img').naturalWidth > 0")

    def test_narrow_screen_does_not_scroll_sideways(self, log_in: Any) -> None:
        page = log_in("merchandiser", width=390)

        for address in ("/admin/", "/admin/preview/?anonymous=1", "/admin/copy-desk/"):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") == 390
