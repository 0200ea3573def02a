"""POST /api/v1/products/bulk/"""

from catalog.current_store import in_store
from catalog.models import Product

GOOD = {"id": "p-1", "title": "Commuter backpack", "price": "59.90", "stock": 3}


class ProductsBulkTests:
    def test_rows_are_created_updated_and_unchanged(self, caller):
        shop = caller("catalog:write")
        shop.post("products/bulk/", [GOOD, {"id": "p-2", "title": "Mug"}])

        status, body = shop.post(
            "products/bulk/", [GOOD, {"id": "p-2", "title": "Big mug"}, {"id": "p-3", "title": "Lamp"}]
        )

        assert status == 200
        assert body == {
            "created": 1,
            "updated": 1,
            "unchanged": 1,
            "rejected": 0,
            "results": [
                {"index": 0, "id": "p-1", "outcome": "unchanged"},
                {"index": 1, "id": "p-2", "outcome": "updated"},
                {"index": 2, "id": "p-3", "outcome": "created"},
            ],
        }
        assert Product.objects.get(external_id="p-2").texts.get().title == "Big mug"

    def test_bad_rows_fail_alone_with_field_and_remedy(self, caller):
        rows = [GOOD, GOOD | {"id": "p-2", "price": -1}, "nonsense", {"id": "p-4"}]

        status, body = caller("catalog:write").post("products/bulk/", rows)

        assert status == 200
        assert [body[name] for name in ("created", "rejected")] == [1, 3]
        assert [row.get("error", {}).get("field") for row in body["results"]] == [None, "price", "", "title"]
        assert body["results"][1]["id"] == "p-2"
        assert "negative: write the price the shopper pays" in body["results"][1]["error"]["message"]
        assert list(Product.objects.values_list("external_id", flat=True)) == ["p-1"]

    def test_second_row_is_refused_when_an_id_stands_twice(self, caller):
        _, body = caller("catalog:write").post("products/bulk/", [GOOD, GOOD | {"title": "Another"}])

        assert [row["outcome"] for row in body["results"]] == ["created", "error"]
        assert body["results"][1]["error"]["field"] == "id"
        assert Product.objects.get().texts.get().title == "Commuter backpack"

    def test_envelope_is_accepted_like_a_list(self, caller):
        status, body = caller("catalog:write").post("products/bulk/", {"products": [GOOD]})

        assert (status, body["created"]) == (200, 1)

    def test_nothing_happens_when_the_list_is_empty(self, caller):
        status, body = caller("catalog:write").post("products/bulk/", [])

        assert (status, body) == (200, {"created": 0, "updated": 0, "unchanged": 0, "rejected": 0, "results": []})

    def test_body_is_refused_when_it_is_not_a_list(self, caller):
        status, body = caller("catalog:write").post("products/bulk/", GOOD)

        assert status == 400
        assert body["errors"] == [{"field": "body", "message": "is not a list: send a JSON list of products"}]

    def test_body_is_refused_when_it_has_more_than_1000_rows(self, caller):
        rows = [{"id": f"p-{n}", "title": "Mug"} for n in range(1001)]

        status, body = caller("catalog:write").post("products/bulk/", rows)

        assert status == 400
        assert body["detail"] == "body: has 1,001 products, allowed are 1,000: split it into several calls"
        assert not Product.objects.exists()

    def test_queries_do_not_grow_with_the_rows(self, caller, django_assert_max_num_queries):
        shop = caller("catalog:write")

        for count in (2, 20):
            rows = [{"id": f"p-{count}-{n}", "title": "Mug"} for n in range(count)]
            with django_assert_max_num_queries(14):
                shop.post("products/bulk/", rows)


class ProductsBulkCallersTests:
    def test_another_scope_is_refused_and_nothing_stored(self, caller):
        status, body = caller("recommend:read").post("products/bulk/", [GOOD])

        assert status == 403
        assert body["detail"] == "The key “test” lacks the scope catalog:write: use a key that has it."
        assert not Product.objects.exists()

    def test_no_key_is_refused(self, stranger):
        status, body = stranger.post("products/bulk/", [GOOD])

        assert (status, body["type"]) == (401, "urn:recdash:problem:not-authenticated")
        assert not Product.objects.exists()

    def test_rows_belong_to_the_store_of_the_key(self, caller, other_store):
        caller("catalog:write", store=other_store).post("products/bulk/", [GOOD])

        assert not Product.objects.exists()
        with in_store(other_store.pk):
            assert Product.objects.get().currency == "USD"
