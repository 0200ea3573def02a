"""Search across the shop behind ⌘K."""

import pytest
from django.test import RequestFactory

from recommendations.dashboard.search import search_across
from tests.factories import InterestTagFactory, ProductFactory, ShopperFactory
from tests.recommendations.dashboard.copy_rows import draft
from tests.staff_pages import client_of, staff


@pytest.mark.django_db
class SearchAcrossTests:
    def found(self, role: str, words: str) -> list[tuple[str, str]]:
        request = RequestFactory().get("/")
        request.user = staff(role)
        return [(hit.title, hit.link) for hit in search_across(request, words)]

    def test_finds_products_shoppers_and_copy(self) -> None:
        product = ProductFactory(external_id="sku-1", texts__title="Hiking boot")
        InterestTagFactory(shopper=ShopperFactory(external_id="s-1"), value="hiking")
        copy = draft(1, text="For hiking.")

        assert self.found("analyst", "hiking") == [
            ("Hiking boot", f"/admin/catalog/product/{product.pk}/change/"),
            ("s-1", "/admin/preview/?shopper=s-1"),
            ("For hiking.", f"/admin/copy-desk/?state=in_review&copy={copy.pk}"),
        ]

    def test_finds_nothing_for_an_outsider(self) -> None:
        ProductFactory(texts__title="Hiking boot")

        assert self.found("outsider", "hiking") == []

    def test_command_palette_shows_the_hits(self) -> None:
        ProductFactory(texts__title="Hiking boot")

        page = client_of("merchandiser").get("/admin/search/?s=hiking&extended=1").content.decode()

        assert "Hiking boot" in page
