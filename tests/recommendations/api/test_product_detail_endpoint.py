"""GET, PUT, DELETE /api/v1/products/{id}/"""

import pytest

from catalog.current_store import in_store
from catalog.models import Product

BODY = {
    "id": "p-1",
    "texts": {
        "de": {"title": "Rucksack", "description": ""},
        "en": {"title": "Commuter backpack", "description": "Two straps."},
    },
    "brand": "Nordkapp",
    "price": "59.90",
    "cost": "31.00",
    "currency": "EUR",
    "stock": 3,
    "available": True,
    "hidden": False,
    "url": "https://shop.example/p-1",
    "images": ["https://shop.example/p-1.jpg"],
    "attributes": {"colour": "blue"},
    "category": "Bags > Backpacks",
    "created_at": "2026-01-31T09:30:00Z",
}


@pytest.fixture
def shop(caller):
    return caller("catalog:write")


class ProductPutTests:
    def test_product_is_created_and_comes_back_whole(self, shop):
        status, body = shop.put("products/p-1/", {name: value for name, value in BODY.items() if name != "id"})

        assert (status, body) == (201, BODY)
        assert shop.get("products/p-1/") == (200, BODY)

    def test_what_was_got_can_be_put_back(self, shop):
        shop.put("products/p-1/", BODY)

        assert shop.put("products/p-1/", shop.get("products/p-1/")[1]) == (200, BODY)

    def test_fields_are_replaced(self, shop):
        shop.put("products/p-1/", BODY)

        status, body = shop.put("products/p-1/", {"title": "Backpack", "created_at": BODY["created_at"]})

        assert status == 200
        assert (body["texts"], body["price"]) == ({"en": {"title": "Backpack", "description": ""}}, None)

    def test_id_with_slash_and_space_works(self, shop):
        shop.put("products/AB%2F12%20x/", {"title": "Backpack"})

        assert shop.get("products/AB%2F12%20x/")[1]["id"] == "AB/12 x"

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"id": "p-2"}, "id"),
            ({"price": -1}, "price"),
            ({"currency": "EURO"}, "currency"),
            ({"titel": "x"}, "titel"),
            ({"stock": "many"}, "stock"),
        ],
    )
    def test_nothing_is_stored_when_a_field_is_wrong(self, shop, change, field):
        status, body = shop.put("products/p-1/", BODY | change)

        assert (status, body["errors"][0]["field"]) == (400, field)
        assert not Product.objects.exists()

    def test_list_is_refused(self, shop):
        status, body = shop.put("products/p-1/", [BODY])

        assert (status, body["errors"][0]["field"]) == (400, "body")


class ProductGetTests:
    def test_unknown_product_is_a_404_problem(self, shop):
        status, body = shop.get("products/nowhere/")

        assert status == 404
        assert body == {
            "type": "urn:recdash:problem:not-found",
            "title": "Not found",
            "status": 404,
            "detail": "product_id: nowhere is not a product of this store: send it first",
            "instance": "/api/v1/products/nowhere/",
            "errors": [{"field": "product_id", "message": "nowhere is not a product of this store: send it first"}],
        }

    def test_nul_in_the_id_is_refused(self, shop):
        status, body = shop.get("products/p%00/")

        assert (status, body["errors"][0]["field"]) == (400, "product_id")

    def test_few_queries_are_made(self, shop, three_products, django_assert_max_num_queries):
        shop.get("products/p-1/")

        with django_assert_max_num_queries(2):
            shop.get("products/p-2/")

    def test_vector_is_not_loaded(self, shop, three_products, django_assert_max_num_queries):
        with django_assert_max_num_queries(3) as queries:
            shop.get("products/p-1/")

        assert not any("embedding" in query["sql"] for query in queries.captured_queries)


class ProductDeleteTests:
    def test_product_is_gone(self, shop, three_products):
        assert shop.delete("products/p-1/") == (204, None)
        assert list(Product.objects.values_list("external_id", flat=True)) == ["p-2", "p-3"]

    def test_unknown_product_is_a_404_problem(self, shop, three_products):
        assert shop.delete("products/nowhere/")[0] == 404
        assert Product.objects.count() == 3


class ProductDetailCallersTests:
    @pytest.mark.parametrize("method", ["get", "delete"])
    def test_another_scope_and_no_key_are_refused(self, caller, stranger, three_products, method):
        assert getattr(caller("events:write"), method)("products/p-1/")[0] == 403
        assert getattr(stranger, method)("products/p-1/")[0] == 401
        assert Product.objects.count() == 3

    def test_put_is_refused_to_another_scope_and_no_key(self, caller, stranger):
        assert caller("events:write").put("products/p-1/", BODY)[0] == 403
        assert stranger.put("products/p-1/", BODY)[0] == 401
        assert not Product.objects.exists()

    def test_products_of_another_store_do_not_exist(self, caller, other_store, three_products):
        foreign = caller("catalog:write", store=other_store)

        assert foreign.get("products/p-1/")[0] == 404
        assert foreign.delete("products/p-1/")[0] == 404
        assert foreign.put("products/p-1/", {"title": "Theirs"})[0] == 201
        assert Product.objects.get(external_id="p-1").texts.get().title == "Backpack 1"
        with in_store(other_store.pk):
            assert Product.objects.get().texts.get().title == "Theirs"

    def test_other_methods_are_refused(self, shop, three_products):
        response = shop.http.patch("/api/v1/products/p-1/", {}, content_type="application/json")

        assert response.status_code == 405
        assert response.json()["title"] == "The method is not allowed here"
