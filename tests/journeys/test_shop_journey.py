"""From an empty shop to a pinned product and approved copy, all through HTTP."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from catalog.models import Category, Product
from catalog.services.steps import ALL_STEPS
from recommendations.models import Copy, Rule
from tests.staff_pages import client_of
from users.models import Interaction

pytestmark = pytest.mark.django_db

Call = Callable[..., tuple[int, Any]]
COLOURS = ("red", "blue", "green", "black", "white")
THINGS = {
    "mug": ("porcelain coffee mug", "A mug for coffee and tea. Safe in the dishwasher.", "Kitchen > Mugs"),
    "tent": ("camping dome tent", "A waterproof tent for hiking and camping.", "Outdoor > Tents"),
}
ANA = "shoppers/ana/recommendations/"


def _products() -> list[dict[str, Any]]:
    return [
        {
            "id": f"{thing}-{colour}",
            "title": f"{colour.title()} {words}",
            "description": description,
            "brand": "Norda",
            "price": "39.90",
            "stock": 5,
            "category": category,
        }
        for thing, (words, description, category) in THINGS.items()
        for colour in COLOURS
    ]


def _event(number: int, shopper: str, product: str, *, ahead_hours: int = -1, kind: str = "view") -> dict[str, Any]:
    moment = timezone.now() + timedelta(hours=ahead_hours)
    return {
        "event_id": f"e-{number}",
        "shopper_id": shopper,
        "type": kind,
        "product_id": product,
        "occurred_at": moment.isoformat(),
    }


def _command(name: str, *arguments: str) -> dict[str, Any]:
    """Run a command and return the JSON of its last line."""
    out = StringIO()
    call_command(name, *arguments, "--json", stdout=out, stderr=StringIO())
    return dict(json.loads(out.getvalue().splitlines()[-1]))


def _ids(answer: dict[str, Any]) -> list[str]:
    return [item["product_id"] for item in answer["items"]]


@pytest.fixture
def stocked(post: Call) -> None:
    """Ten products in two categories, sent through the API."""
    for name in ("Mugs", "Tents"):
        Category.objects.create(slug=name.lower(), name=name)
    assert post("products/bulk/", _products())[1]["created"] == 10


@pytest.fixture
def running(stocked: None, post: Call) -> None:
    """A shop with events, through which all steps have gone."""
    events = [_event(n, f"s{n % 7}", f"mug-{COLOURS[n % 5]}") for n in range(20)]
    events += [_event(100 + n, "ana", product) for n, product in enumerate(["tent-red", "tent-blue", "mug-red"])]
    assert post("events/", events)[1]["accepted"] == 23
    failed = {kind: _command(kind)["failed"] for kind in ALL_STEPS}
    assert failed == dict.fromkeys(ALL_STEPS, 0)


class FeedOfShopTests:
    def test_good_products_go_in_when_one_row_is_bad(self, post: Call) -> None:
        bad = _products()[0] | {"id": "mug-broken", "price": "-3"}

        status, report = post("products/bulk/", [*_products()[:4], bad, *_products()[4:]])

        assert (status, report["created"], report["rejected"]) == (200, 10, 1)
        refused = report["results"][4]
        assert (refused["id"], refused["error"]["field"]) == ("mug-broken", "price")
        assert ":" in refused["error"]["message"]
        assert Product.objects.count() == 10

    def test_good_events_go_in_when_others_are_unknown_or_in_the_future(self, stocked: None, post: Call) -> None:
        events = [
            _event(1, "ana", "mug-red"),
            _event(2, "ana", "boat"),
            _event(3, "ana", "mug-red", ahead_hours=3),
            _event(4, "ana", "tent-red"),
        ]

        status, report = post("events/", events)

        assert (status, report["accepted"], report["duplicate"]) == (202, 2, 0)
        errors = {row["index"]: row["error"] for row in report["rejected"]}
        assert {index: error["field"] for index, error in errors.items()} == {1: "product_id", 2: "occurred_at"}
        assert "send it to /products/bulk/ first" in errors[1]["message"]
        assert "check the clock and the time zone" in errors[2]["message"]
        assert sorted(Interaction.objects.values_list("event_id", flat=True)) == ["e-1", "e-4"]


class RunningShopTests:
    def test_api_and_command_recommend_the_same(self, running: None, get: Call) -> None:
        _, answer = get(ANA, k=5, explain="true")

        told = _command("recommend", "ana", "-k", "5", "--explain")
        compared = [[(i["product_id"], i["reason"]) for i in one["items"]] for one in (answer, told)]
        assert compared[0] == compared[1]
        # What is new grows older between the two calls.
        assert [i["score"] for i in told["items"]] == pytest.approx([i["score"] for i in answer["items"]], abs=1e-5)
        assert len(answer["items"]) == 5
        assert _ids(answer)[0].startswith("tent-")
        for item in answer["items"]:
            assert sum(factor["contribution"] for factor in item["factors"]) == pytest.approx(item["score"])

    def test_pin_from_the_preview_stands_at_its_position(self, running: None, get: Call) -> None:
        product = _ids(get(ANA, k=10)[1])[-1]

        state = {"state": "shopper=ana&placement=home"}
        client_of("merchandiser").post("/admin/preview/act/", {**state, "pin": f"2:{product}"})

        answer = get(ANA, k=5)[1]
        assert _ids(answer)[1] == product
        assert answer["applied_rules"] == [Rule.live.get().key]

    def test_copy_is_served_once_a_marketer_publishes_it(self, running: None, get: Call) -> None:
        draft = Copy.objects.filter(locale="en", audience="").select_related("product").order_by("pk")[0]
        product = draft.product.external_id
        before = self._copies(get)

        client = client_of("marketer")
        client.post(f"/admin/copy-desk/{draft.pk}/act/", {"version": draft.version, "submit": "1"})
        draft.refresh_from_db()
        client.post(f"/admin/copy-desk/{draft.pk}/act/", {"version": draft.version, "approve": "1"})

        draft.refresh_from_db()
        assert draft.state == "published"
        assert before[product] is None
        assert self._copies(get)[product] == draft.text

    def test_hidden_product_is_gone_at_once(self, running: None, get: Call, post: Call) -> None:
        first = _ids(get(ANA, k=10)[1])[0]

        status, _ = post(f"products/{first}/hide/", {"hidden": True})

        after = _ids(get(ANA, k=10)[1])
        assert (status, len(after)) == (200, 9)
        assert first not in after

    def _copies(self, get: Call) -> dict[str, str | None]:
        return {item["product_id"]: item["copy"] for item in get(ANA, k=10, locale="en")[1]["items"]}


class WrongRequestTests:
    @pytest.mark.parametrize(
        ("query", "field", "remedy"),
        [
            ({"k": 0}, "k", "must be between 1 and 100"),
            ({"k": -1}, "k", "must be between 1 and 100"),
            ({"k": 10**6}, "k", "must be between 1 and 100"),
            ({"placement": "attic"}, "placement", "home"),
        ],
    )
    def test_wrong_value_is_told_with_field_and_remedy(
        self, api: Client, query: dict[str, Any], field: str, remedy: str
    ) -> None:
        response = api.get(f"/api/v1/{ANA}", query)

        problem = response.json()
        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
        assert problem["type"] == "urn:recdash:problem:invalid-request"
        assert [error["field"] for error in problem["errors"]] == [field]
        assert remedy in problem["errors"][0]["message"]
