"""Photographs through the real encoder and the stored vectors: clothes of one class look alike."""

import os
from pathlib import Path

import pytest

from catalog.models import Product
from catalog.selectors.steps import products_to_picture
from catalog.services.picture_vectors import pictures_embed
from recommendations.selectors.similar import similar_items
from tests.factories import ProductFactory

DATA = Path(os.environ.get("RECDASH_DATA_DIR") or Path(__file__).parents[4] / "shared" / "data")
CLOTHING = DATA / "clothing_images"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.model,
    pytest.mark.shared_data,
    pytest.mark.skipif(not CLOTHING.is_dir(), reason=f"the public data are not at {DATA}: set RECDASH_DATA_DIR"),
]


class VisualPhotographTests:
    @pytest.fixture(autouse=True)
    def shop(self, settings):
        settings.RECDASH_IMAGE_ENCODER, settings.RECDASH_THREADS = "efficientnet-lite0", 1
        settings.MEDIA_ROOT = CLOTHING
        for path in sorted(CLOTHING.glob("*/*.*")):
            name = str(path.relative_to(CLOTHING))
            ProductFactory(external_id=name, images=[name], texts={})
        assert pictures_embed(products_to_picture()).failed == 0

    def test_nearest_one_is_of_the_same_class_for_seven_in_ten(self):
        names = list(Product.objects.values_list("external_id", flat=True))

        nearest = {name: similar_items(product_id=name, kind="visual", k=1)[0].product_id for name in names}

        right = sum(Path(name).parent == Path(found).parent for name, found in nearest.items())
        assert len(names) == 160
        assert right >= 0.70 * 160
