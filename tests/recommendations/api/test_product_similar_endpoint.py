"""GET /api/v1/products/{id}/similar/"""

import pytest

from recommendations.models import ItemNeighbour
from tests.factories import PictureVectorFactory


@pytest.fixture
def storefront(caller, three_products):
    first, second, third = three_products
    ItemNeighbour.objects.create(product=first, neighbour=third, position=1, score=0.9)
    ItemNeighbour.objects.create(product=first, neighbour=second, position=2, score=0.4)
    return caller("recommend:read")


class ProductSimilarTests:
    def test_products_bought_together_come_nearest_first(self, storefront):
        status, body = storefront.get("products/p-1/similar/", kind="together")

        assert status == 200
        assert list(body) == ["product_id", "kind", "items"]
        assert (body["product_id"], body["kind"]) == ("p-1", "together")
        assert [(item["product_id"], item["rank"]) for item in body["items"]] == [("p-3", 1), ("p-2", 2)]

    def test_k_limits_the_list(self, storefront):
        assert len(storefront.get("products/p-1/similar/", kind="together", k=1)[1]["items"]) == 1

    def test_kind_is_similar_by_default(self, storefront):
        assert storefront.get("products/p-1/similar/")[1]["kind"] == "similar"

    def test_unknown_product_is_a_404_problem(self, storefront):
        status, body = storefront.get("products/nowhere/similar/")

        assert (status, body["type"]) == (404, "urn:recdash:problem:not-found")
        assert "nowhere" in body["detail"]

    @pytest.mark.parametrize(
        ("query", "field", "words"),
        [
            ({"kind": "cheaper"}, "kind", "write one of similar, together, visual"),
            ({"k": "0"}, "k", "must be between 1 and 100, not 0"),
            ({"locale": "english"}, "locale", "write for example en"),
        ],
    )
    def test_wrong_value_is_refused_with_field_and_remedy(self, storefront, query, field, words):
        status, body = storefront.get("products/p-1/similar/", **query)

        assert (status, body["errors"][0]["field"]) == (400, field)
        assert words in body["errors"][0]["message"]

    def test_other_callers_are_refused(self, caller, stranger, other_store, storefront):
        assert caller("catalog:write").get("products/p-1/similar/")[0] == 403
        assert stranger.get("products/p-1/similar/")[0] == 401
        assert caller("recommend:read", store=other_store).get("products/p-1/similar/")[0] == 404

    def test_queries_stay_few(self, storefront, django_assert_max_num_queries):
        storefront.get("products/p-1/similar/", kind="together")

        with django_assert_max_num_queries(8):
            storefront.get("products/p-1/similar/", kind="together")


class ProductVisualTests:
    @pytest.fixture
    def pictured(self, storefront, three_products):
        for axis, product in zip((0, 0, 1), three_products, strict=True):
            PictureVectorFactory(product=product, address="a.png", axis=axis)
        return storefront

    def test_product_of_the_same_look_comes_first_with_its_factor(self, pictured):
        status, body = pictured.get("products/p-1/similar/", kind="visual", explain="true")

        assert (status, body["kind"]) == (200, "visual")
        assert [(item["product_id"], item["score"]) for item in body["items"]] == [("p-2", 1.0), ("p-3", 0.0)]
        assert body["items"][0]["reason"].startswith("Looks like ")
        assert [factor["name"] for factor in body["items"][0]["factors"]] == ["visual"]

    def test_list_is_empty_when_no_picture_was_read(self, storefront):
        assert storefront.get("products/p-1/similar/", kind="visual")[1]["items"] == []
