"""GET /api/v1/shoppers/{id}/recommendations/"""

import pytest
from django.db import connection

from catalog.current_store import in_store
from catalog.feeds.validation import parse_product
from catalog.models import Product
from catalog.services.products import product_upsert_many
from recommendations.models import Flow

PATH = "shoppers/s-1/recommendations/"
MEMBERS = [
    "request_id",
    "attribution_token",
    "placement",
    "shopper_id",
    "locale",
    "model_version",
    "release",
    "experiment",
    "applied_rules",
    "fallback",
    "items",
]


@pytest.fixture
def storefront(caller, three_products):
    return caller("recommend:read")


def ids(body) -> list[str]:
    return sorted(item["product_id"] for item in body["items"])


class ShopperRecommendationsTests:
    def test_unknown_shopper_gets_the_cold_start_list(self, storefront):
        status, body = storefront.get(PATH)

        assert status == 200
        assert list(body) == MEMBERS
        assert (body["placement"], body["shopper_id"], body["locale"]) == ("home", "s-1", "en")
        assert (body["fallback"], body["applied_rules"]) == ("unknown_shopper", [])
        assert (body["release"], body["experiment"]) == (1, None)
        assert ids(body) == ["p-1", "p-2", "p-3"]

    def test_items_are_ranked_and_have_no_factors_unless_asked(self, storefront):
        items = storefront.get(PATH)[1]["items"]

        assert list(items[0]) == ["product_id", "rank", "score", "reason", "copy"]
        assert [item["rank"] for item in items] == [1, 2, 3]
        assert all(item["reason"] and item["copy"] is None for item in items)

    def test_factors_add_up_to_the_score(self, storefront):
        items = storefront.get(PATH, explain="true")[1]["items"]

        assert list(items[0]["factors"][0]) == ["name", "value", "weight", "contribution", "evidence"]
        for item in items:
            total = sum(factor["contribution"] for factor in item["factors"])
            assert item["score"] == pytest.approx(total, abs=1e-9)

    def test_k_limits_the_list(self, storefront):
        assert len(storefront.get(PATH, k=2)[1]["items"]) == 2

    def test_flow_of_the_placement_decides_where_k_is_left_out(self, storefront):
        Flow.objects.filter(placement__key="cart").update(k=1)

        assert len(storefront.get(PATH, placement="cart")[1]["items"]) == 1

    @pytest.mark.parametrize("exclude", ["p-1,p-3", ["p-1", "p-3"]])
    def test_excluded_products_are_left_out(self, storefront, exclude):
        assert ids(storefront.get(PATH, exclude=exclude)[1]) == ["p-2"]

    def test_hidden_product_is_left_out_at_once(self, storefront, caller):
        caller("catalog:write").post("products/p-2/hide/", {})

        assert ids(storefront.get(PATH)[1]) == ["p-1", "p-3"]

    def test_shopper_id_with_a_slash_works(self, storefront):
        assert storefront.get("shoppers/a%2Fb/recommendations/")[1]["shopper_id"] == "a/b"

    def test_locale_is_read_as_bcp47(self, storefront):
        assert storefront.get(PATH, locale="zh_CN")[1]["locale"] == "zh-hans"

    @pytest.mark.parametrize(
        ("query", "field", "words"),
        [
            ({"k": "0"}, "k", "must be between 1 and 100, not 0"),
            ({"k": "-1"}, "k", "must be between 1 and 100, not -1"),
            ({"k": "1000000"}, "k", "must be between 1 and 100, not 1000000"),
            ({"k": "many"}, "k", "must be between 1 and 100, not many"),
            ({"placement": "attic"}, "placement", "cart, email, home, product"),
            ({"placement": "a\x00"}, "placement", "remove it"),
            ({"category": "nowhere"}, "category", "nowhere"),
            ({"locale": "english"}, "locale", "write for example en"),
            ({"explain": "perhaps"}, "explain", "write true or false"),
            ({"exclude": "x" * 201}, "exclude", "allowed are 200"),
        ],
    )
    def test_wrong_value_is_refused_with_field_and_remedy(self, storefront, query, field, words):
        status, body = storefront.get(PATH, **query)

        assert (status, body["type"]) == (400, "urn:recdash:problem:invalid-request")
        assert [error["field"] for error in body["errors"]] == [field]
        assert words in body["errors"][0]["message"]
        assert body["detail"].startswith(f"{field}: ")

    def test_no_vector_is_loaded_and_queries_stay_few(self, storefront):
        storefront.get(PATH)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 'halfvec'::regtype::oid::int, 'vector'::regtype::oid::int")
            vectors = set(cursor.fetchone())
        loaded: list[set[int]] = []

        def note(execute, sql, params, many, context):
            result = execute(sql, params, many, context)
            loaded.append({column.type_code for column in context["cursor"].description or ()})
            return result

        with connection.execute_wrapper(note):
            storefront.get(PATH)

        assert 5 <= len(loaded) <= 16
        assert not vectors & set().union(*loaded)

    def test_queries_do_not_grow_with_the_items(self, storefront, add_products, django_assert_max_num_queries):
        add_products(*({"id": f"x-{n}", "title": f"Mug {n}"} for n in range(20)))
        storefront.get(PATH)

        with django_assert_max_num_queries(16):
            assert len(storefront.get(PATH, k=20)[1]["items"]) == 20


class ShopperRecommendationsCallersTests:
    def test_another_scope_and_no_key_are_refused(self, caller, stranger, three_products):
        assert caller("catalog:write", "events:write").get(PATH)[0] == 403
        assert stranger.get(PATH)[0] == 401

    def test_another_store_sees_its_own_products(self, caller, other_store, three_products):
        foreign = caller("recommend:read", store=other_store)
        with in_store(other_store.pk):
            row = parse_product({"id": "theirs", "title": "Mug"}, default_locale="en", default_currency="USD")
            product_upsert_many(records=[row], refresh=False)

        assert ids(foreign.get(PATH)[1]) == ["theirs"]
        assert ids(caller("recommend:read").get(PATH)[1]) == ["p-1", "p-2", "p-3"]
        assert Product.objects.count() == 3
