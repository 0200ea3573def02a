"""POST /api/v1/products/{id}/hide/"""

import pytest

from catalog.models import Product


class ProductHideTests:
    def test_product_is_hidden_when_there_is_no_body(self, caller, three_products):
        response = caller("catalog:write").http.post("/api/v1/products/p-1/hide/", b"", content_type="")

        assert (response.status_code, response.json()) == (200, {"id": "p-1", "hidden": True})
        assert Product.objects.get(external_id="p-1").hidden is True

    def test_product_is_put_back(self, caller, three_products):
        shop = caller("catalog:write")
        shop.post("products/p-1/hide/", {"hidden": True})

        assert shop.post("products/p-1/hide/", {"hidden": False}) == (200, {"id": "p-1", "hidden": False})
        assert Product.objects.get(external_id="p-1").hidden is False

    @pytest.mark.parametrize(("body", "field"), [({"hidden": "maybe"}, "hidden"), ([], "body")])
    def test_wrong_body_is_refused(self, caller, three_products, body, field):
        status, answer = caller("catalog:write").post("products/p-1/hide/", body)

        assert (status, answer["errors"][0]["field"]) == (400, field)
        assert Product.objects.get(external_id="p-1").hidden is False

    def test_unknown_product_is_a_404_problem(self, caller, three_products):
        assert caller("catalog:write").post("products/nowhere/hide/", {})[0] == 404

    def test_other_callers_are_refused(self, caller, stranger, other_store, three_products):
        assert caller("recommend:read").post("products/p-1/hide/", {})[0] == 403
        assert stranger.post("products/p-1/hide/", {})[0] == 401
        assert caller("catalog:write", store=other_store).post("products/p-1/hide/", {})[0] == 404
        assert Product.objects.get(external_id="p-1").hidden is False
