"""POST /api/v1/events/"""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.current_store import in_store
from recommendations.selectors.attribution import attribution_token
from users.models import Interaction, Shopper


def event(number: int, **changes):
    base = {"event_id": f"e-{number}", "shopper_id": "s-1", "type": "view", "product_id": "p-1"}
    return base | {"occurred_at": timezone.now().isoformat()} | changes


@pytest.fixture
def sender(caller):
    return caller("events:write")


@pytest.mark.usefixtures("three_products")
class EventsTests:
    def test_events_are_accepted_and_stored(self, sender):
        search = event(2, type="search", query="blue backpack", product_id=None, locale="de-CH")

        assert sender.post("events/", [event(1), search]) == (202, {"accepted": 2, "duplicate": 0, "rejected": []})
        assert Shopper.objects.get().external_id == "s-1"
        stored = Interaction.objects.order_by("event_id").values_list(
            "event_id", "type", "product__external_id", "query"
        )
        assert list(stored) == [("e-1", "view", "p-1", ""), ("e-2", "search", None, "blue backpack")]

    def test_one_event_needs_no_list(self, sender):
        assert sender.post("events/", event(1))[1]["accepted"] == 1

    def test_envelope_is_accepted_like_a_list(self, sender):
        assert sender.post("events/", {"events": [event(1), event(2)]})[1]["accepted"] == 2

    def test_same_event_counts_once(self, sender):
        sender.post("events/", event(1))

        status, body = sender.post("events/", [event(1), event(2), event(2)])

        assert (status, body) == (202, {"accepted": 1, "duplicate": 2, "rejected": []})
        assert Interaction.objects.count() == 2

    def test_bad_events_fail_alone_with_their_place_in_the_call(self, sender):
        future = (timezone.now() + timedelta(days=1)).isoformat()
        rows = [event(1, type="stare"), event(2, product_id="p-9"), event(3), event(4, occurred_at=future), 7]

        status, body = sender.post("events/", rows)

        assert (status, body["accepted"]) == (202, 1)
        places = [(row["index"], row["error"]["field"]) for row in body["rejected"]]
        assert places == [(0, "type"), (1, "product_id"), (3, "occurred_at"), (4, "")]
        assert "write one of cart, click, dismiss" in body["rejected"][0]["error"]["message"]
        assert list(Interaction.objects.values_list("event_id", flat=True)) == ["e-3"]

    def test_event_is_stored_with_its_token_when_the_token_is_ours(self, sender):
        token = attribution_token("r-1", "home", "20260630-120000")

        assert sender.post("events/", event(1, attribution_token=token))[1]["accepted"] == 1
        assert Interaction.objects.get().attribution_token == token

    @pytest.mark.parametrize("token", ["t.1", "{token}x", "x{token}"])
    def test_event_is_rejected_when_its_token_is_not_ours(self, sender, token):
        forged = token.format(token=attribution_token("r-1", "home", "20260630-120000"))

        status, body = sender.post("events/", [event(1, attribution_token=forged), event(2)])

        assert (status, body["accepted"]) == (202, 1)
        assert body["rejected"] == [{
            "index": 0,
            "error": {
                "field": "attribution_token",
                "message": "is not ours: send the token as the recommendation gave it, or leave it out",
            },
        }]  # fmt: skip
        assert Interaction.objects.get().event_id == "e-2"

    @pytest.mark.parametrize("body", ["text", 7])
    def test_body_is_refused_when_it_is_neither_object_nor_list(self, sender, body):
        status, answer = sender.post("events/", body)

        assert (status, answer["detail"]) == (400, "body: is not a list: send a JSON list of events")

    def test_body_is_refused_when_it_has_more_than_1000_events(self, sender):
        status, answer = sender.post("events/", [event(n) for n in range(1001)])

        assert (status, answer["errors"][0]["field"]) == (400, "body")
        assert not Interaction.objects.exists()

    def test_queries_do_not_grow_with_the_events(self, sender, django_assert_max_num_queries):
        for count in (2, 20):
            rows = [event(100 * count + n) for n in range(count)]
            with django_assert_max_num_queries(8):
                sender.post("events/", rows)


@pytest.mark.usefixtures("three_products")
class EventsCallersTests:
    def test_another_scope_and_no_key_are_refused(self, caller, stranger):
        assert caller("catalog:write", "recommend:read").post("events/", event(1))[0] == 403
        assert stranger.post("events/", event(1))[0] == 401
        assert not Interaction.objects.exists()

    def test_products_of_another_store_are_unknown(self, caller, other_store):
        status, body = caller("events:write", store=other_store).post("events/", event(1))

        assert (status, body["accepted"], body["rejected"][0]["error"]["field"]) == (202, 0, "product_id")
        with in_store(other_store.pk):
            assert not Interaction.objects.exists()
