"""GET /api/v1/products/{id}/similar/?kind=visual on drawn pictures, through the real encoder."""

import pytest

from catalog.models import Product
from catalog.selectors.steps import products_to_picture
from catalog.services.picture_vectors import pictures_embed
from recommendations.demo import draw_picture
from tests.factories import ProductFactory

CATEGORIES = ("mugs", "throws", "rain-jackets", "table-lamps")
COLOURS = ("red", "blue", "green", "yellow")
OF_EACH = 4


@pytest.mark.model
class ProductVisualTests:
    @pytest.fixture
    def storefront(self, caller, settings, tmp_path):
        settings.RECDASH_IMAGE_ENCODER, settings.RECDASH_THREADS = "efficientnet-lite0", 1
        settings.MEDIA_ROOT = tmp_path
        for category in CATEGORIES:
            for colour in COLOURS:
                for number in range(OF_EACH):
                    name = f"{category}:{colour}:{number}"
                    truth = {"category": category, "attributes": {"colour": colour}}
                    (tmp_path / f"{name}.svg").write_bytes(draw_picture(truth, name))
                    ProductFactory(external_id=name, images=[f"{name}.svg"], texts={})
        result = pictures_embed(products_to_picture())
        assert (result.done, result.failed) == (64, 0)
        return caller("recommend:read")

    def test_product_of_the_same_category_and_colour_comes_first(self, storefront):
        for product_id in Product.objects.values_list("external_id", flat=True):
            items = storefront.get(f"products/{product_id}/similar/", kind="visual", k=OF_EACH - 1)[1]["items"]

            category, colour, _ = product_id.split(":")
            found = [item["product_id"].split(":") for item in items]
            assert found[0][:2] == [category, colour]
            assert {one[0] for one in found} == {category}  # further down the colour may be another: 1 list of 64
