"""GET /api/v1/picks/"""

import pytest

from tests.factories import ItemPopularityFactory, ProductFactory, ProductVectorFactory

pytestmark = pytest.mark.django_db


def product(product_id: str, *, axis: int, score: float, segment: str = "", **fields):
    found = ProductFactory(external_id=product_id, **fields)
    ProductVectorFactory(product=found, axis=axis)
    ItemPopularityFactory(product=found, score=score, segment=segment)
    return found


@pytest.fixture
def shop():
    product("mug", axis=0, score=1.0)
    product("other-mug", axis=0, score=0.9)
    product("lamp", axis=1, score=0.3)
    product("gone", axis=2, score=0.8, available=False)


def ids(answer):
    status, body = answer
    assert status == 200
    return [item["product_id"] for item in body["items"]]


@pytest.mark.usefixtures("shop")
class PicksEndpointTests:
    def test_products_are_popular_unlike_each_other_and_on_sale(self, caller):
        assert ids(caller("recommend:read").get("picks/", k=2)) == ["mug", "lamp"]

    def test_all_are_given_when_fewer_are_there(self, caller):
        assert ids(caller("recommend:read").get("picks/")) == ["mug", "lamp", "other-mug"]

    def test_what_shoppers_of_the_locale_like_comes_first(self, caller):
        product("tee", axis=3, score=1.0, segment="de")

        assert ids(caller("recommend:read").get("picks/", k=1, locale="de")) == ["tee"]
        assert ids(caller("recommend:read").get("picks/", k=1, locale="fr")) == ["mug"]

    def test_picks_sent_as_likes_change_the_list_of_an_anonymous_session(self, caller):
        event = {"event_id": "e1", "shopper_id": "new", "type": "like", "product_id": "lamp"}
        event["occurred_at"] = "2026-01-01T00:00:00Z"
        storefront = caller("recommend:read")

        status, body = storefront.post("recommendations/", {"requests": [{"placement": "home"}], "events": [event]})

        assert status == 200
        assert body["answers"][0]["fallback"] == ""

    def test_too_many_are_refused(self, caller):
        assert caller("recommend:read").get("picks/", k=101)[0] == 400

    def test_key_without_the_scope_is_refused(self, caller):
        assert caller("events:write").get("picks/")[0] == 403


class PicksOfNewShopTests:
    def test_newest_products_come_when_nothing_is_popular(self, caller):
        ProductFactory(external_id="only")

        assert ids(caller("recommend:read").get("picks/")) == ["only"]
