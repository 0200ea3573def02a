"""GET /api/v1/products/{id}/similar/"""

import pytest

from recommendations.models import ItemNeighbour


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
            ({"kind": "cheaper"}, "kind", "write one of similar, together"),
            ({"kind": "visual"}, "kind", "'visual' is not a kind: write one of similar, together"),
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
