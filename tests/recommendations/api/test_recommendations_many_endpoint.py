"""POST /api/v1/recommendations/"""

import pytest

from users.models import Interaction, Shopper

PATH = "recommendations/"


@pytest.fixture
def storefront(caller, three_products):
    return caller("recommend:read")


class RecommendationsManyTests:
    def test_placements_are_answered_in_order_without_repeating_a_product(self, storefront):
        body = {"requests": [{"placement": "home", "k": 2}, {"placement": "cart", "k": 2}]}

        status, answer = storefront.post(PATH, body)

        lists = [[item["product_id"] for item in one["items"]] for one in answer["answers"]]
        assert status == 200
        assert [one["placement"] for one in answer["answers"]] == ["home", "cart"]
        assert [len(ids) for ids in lists] == [2, 1]
        assert sorted(lists[0] + lists[1]) == ["p-1", "p-2", "p-3"]

    def test_request_may_name_its_own_shopper_and_each_shopper_may_see_every_product(self, storefront):
        body = {"shopper_id": "s-1", "requests": [{"k": 3}, {"k": 3, "shopper_id": "s-2"}, {"k": 3}]}

        answers = storefront.post(PATH, body)[1]["answers"]

        assert [(answer["shopper_id"], len(answer["items"])) for answer in answers] == [
            ("s-1", 3),
            ("s-2", 3),
            ("s-1", 0),
        ]

    def test_locale_and_explain_hold_for_all_requests(self, storefront):
        body = {"locale": "de", "explain": True, "requests": [{"k": 1}, {"k": 1, "locale": "fr"}]}

        answers = storefront.post(PATH, body)[1]["answers"]

        assert [answer["locale"] for answer in answers] == ["de", "fr"]
        assert all("factors" in answer["items"][0] for answer in answers)

    def test_events_of_an_anonymous_session_are_used_and_not_kept(self, storefront):
        body = {"requests": [{"k": 3}], "events": [{"type": "view", "product_id": "p-1"}]}

        status, answer = storefront.post(PATH, body)

        assert (status, answer["answers"][0]["shopper_id"], answer["answers"][0]["fallback"]) == (200, None, "")
        assert not Interaction.objects.exists()
        assert not Shopper.objects.exists()

    def test_event_of_an_unknown_product_is_named_and_the_others_are_used(self, storefront):
        views = [{"type": "view", "product_id": product} for product in ("p-1", "gone")]

        status, answer = storefront.post(PATH, {"requests": [{"k": 3}], "events": views})

        message = "no product 'gone' in the catalog: send it to /products/bulk/ first"
        assert (status, answer["answers"][0]["fallback"]) == (200, "")
        assert answer["rejected"] == [{"index": 1, "error": {"field": "product_id", "message": message}}]

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ([], "body"),
            ({}, "requests"),
            ({"requests": "home"}, "requests"),
            ({"requests": [{}] * 21}, "requests"),
            ({"requests": ["home"]}, "requests[0]"),
            ({"requests": [{}, {"k": 0}]}, "requests[1].k"),
            ({"requests": [{"exclude": "p-1"}]}, "requests[0].exclude"),
            ({"requests": [{}, {"placement": "attic"}]}, "requests[1].placement"),
            ({"requests": [{"category": "attic"}]}, "requests[0].category"),
            ({"requests": [{}], "events": {}}, None),
            ({"requests": [{}], "events": [{"type": "stare", "product_id": "p-1"}]}, "events[0].type"),
            ({"requests": [{}], "events": [{"type": "view"}]}, "events[0].product_id"),
            ({"requests": [{}], "shopper_id": {}}, "shopper_id"),
            ({"requests": [{"shopper_id": {}}]}, "requests[0].shopper_id"),
            ({"requests": [{}], "explain": "perhaps"}, "explain"),
        ],
    )
    def test_wrong_value_is_refused_with_its_place(self, storefront, body, field):
        status, answer = storefront.post(PATH, body)

        errors = [error["field"] for error in answer.get("errors", [])]
        assert (status, errors) == ((400, [field]) if field else (200, []))

    def test_other_callers_are_refused(self, caller, stranger, three_products):
        assert caller("events:write").post(PATH, {"requests": [{}]})[0] == 403
        assert stranger.post(PATH, {"requests": [{}]})[0] == 401

    def test_another_store_has_its_own_products(self, caller, other_store, three_products):
        foreign = caller("recommend:read", store=other_store)

        assert foreign.post(PATH, {"requests": [{}]})[1]["answers"][0]["items"] == []
