"""Logged traffic of a shop through a list that nobody has seen."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from recommendations.engine.types import Request
from recommendations.models import Flow, ServedList
from recommendations.selectors.attribution import attribution_token
from recommendations.selectors.replay_log import logged_lists, served_lists
from recommendations.selectors.serve import serve
from recommendations.services.replay import asked_then, traffic_replay
from recommendations.services.served_lists import served_list_record
from tests.command_output import json_of
from tests.factories import (
    InteractionFactory,
    ItemPopularityFactory,
    PlacementFactory,
    ProductFactory,
    RuleFactory,
    ShopperFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)


@pytest.fixture
def products():
    PlacementFactory()
    Flow.objects.update(k=3, new_share=0)
    made = ProductFactory.create_batch(8)
    for number, product in enumerate(made):
        ItemPopularityFactory(product=product, score=1 - number / 10)
    return made


def shown(shopper, request, *, ago=timedelta(hours=3), **asked):
    served_list_record(given=serve(Request(shopper.external_id, request_id=request, **asked)), now=NOW - ago)
    return ServedList.objects.get(request_id=request)


def clicked(shopper, product, request, *, ago=timedelta(hours=2)):
    token = attribution_token(request, "home", "v1")
    InteractionFactory(shopper=shopper, product=product, type="click", attribution_token=token, occurred_at=NOW - ago)


def since(days=7):
    return served_lists(placement="home", since=NOW - timedelta(days=days), until=NOW)


class LogTests:
    def test_list_has_its_clicks_and_its_probabilities(self, products):
        anna = ShopperFactory(external_id="anna")
        Flow.objects.update(exploration_share=0.34)
        row = shown(anna, "r-1")
        clicked(anna, products[0], "r-other")
        hit = ProductFactory._meta.model.objects.get(pk=row.items[0])
        clicked(anna, hit, "r-1")

        (logged,) = logged_lists(since())

        assert (logged.unit, logged.items) == (str(anna.pk), tuple(row.items))
        assert logged.rewards == {row.items[0]: 1.0}
        assert logged.base == tuple(product.pk for product in products[:3])
        assert set(logged.pool) == {product.pk for product in products[3:]}
        assert logged.kept == pytest.approx(0.66)

    def test_list_without_exploration_is_what_it_is(self, products):
        shown(ShopperFactory(), "r-1")

        (logged,) = logged_lists(since())

        assert (logged.base, logged.pool, logged.kept) == (logged.items, {}, 1.0)

    def test_lists_are_those_of_the_days_and_of_known_shoppers(self, products):
        anna = ShopperFactory()
        shown(anna, "r-1")
        shown(anna, "r-2", ago=timedelta(days=8))
        served_list_record(given=serve(Request(None, request_id="r-3")), now=NOW - timedelta(hours=1))

        assert [row.request_id for row in since()] == ["r-1"]

    def test_request_is_asked_as_then(self, products):
        row = shown(ShopperFactory(external_id="anna"), "r-1", k=2, exclude=("p9",), locale="de")

        assert asked_then(row) == Request(
            "anna", "home", 2, "de", exclude=("p9",), as_of=NOW - timedelta(hours=3), request_id="r-1"
        )


class TrafficReplayTests:
    def test_same_lists_change_nothing(self, products):
        anna = ShopperFactory()
        shown(anna, "r-1")
        progress = []

        found = traffic_replay(
            placement="home", days=7, now=NOW, change=lambda asked: asked, told=lambda *done: progress.append(done)
        )

        assert (found.change.value, found.same_share, found.known_share) == (0.0, pytest.approx(1.0), 1.0)
        assert progress == [(1, 1)]

    def test_rule_that_hides_what_is_clicked_is_found_out(self, products):
        pin = RuleFactory(product=products[7], position=1)
        for number in range(40):
            shopper = ShopperFactory()
            shown(shopper, f"r-{number}")
            clicked(shopper, products[0], f"r-{number}")

        found = traffic_replay(placement="home", days=7, now=NOW, change=lambda asked: replace(asked, use_rules=False))

        assert pin.position == 1
        assert found.live == pytest.approx(1.0)
        assert found.change.low > 0  # what is clicked moves from the second place to the first
        assert 0 < found.known_share < 1  # what comes in at the end was never shown

    def test_command_tells_the_figures_and_what_they_do_not_know(self, products, capsys, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
        shown(ShopperFactory(), "r-1")

        told = json_of("replay", "home", "--without", "rules")

        assert (told["lists"], told["shoppers"], told["change"]["value"]) == (1, 1, 0.0)
