"""What the page of a product shows beside it."""

import pytest
from django.urls import reverse

from tests.factories import PictureVectorFactory, ProductFactory
from tests.staff_pages import client_of

pytestmark = pytest.mark.django_db


def shown(role: str, product) -> tuple[int, str]:
    response = client_of(role).get(reverse("product-neighbours", args=[product.pk]))
    return response.status_code, response.content.decode()


class ProductNeighboursTests:
    @pytest.mark.parametrize("role", ["merchandiser", "analyst"])
    def test_products_that_look_alike_stand_in_their_own_column(self, role):
        own = PictureVectorFactory().product
        PictureVectorFactory(product=ProductFactory(images=["b.png"], texts__title="Round mug"))

        status, page = shown(role, own)

        assert status == 200
        assert "Round mug" in page.partition("Alike in looks")[2]
        assert "Round mug" not in page.partition("Alike in looks")[0]

    def test_reason_is_told_when_the_picture_could_not_be_used(self):
        own = PictureVectorFactory(raw=None, error="is missing: there is no <b>file</b>").product

        _, page = shown("merchandiser", own)

        assert "The picture of this product is missing: there is no &lt;b&gt;file&lt;/b&gt;." in page

    def test_page_is_refused_when_somebody_has_no_role(self):
        assert shown("outsider", ProductFactory())[0] == 403
