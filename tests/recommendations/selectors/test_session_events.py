"""The events of a running session: used for the answer, as if they were stored."""

from datetime import UTC, datetime, timedelta

import pytest

from recommendations.engine.types import Answer, Request
from recommendations.selectors.recommend import recommend
from tests.factories import InteractionFactory, ItemNeighbourFactory, ItemPopularityFactory, ShopperFactory
from users.events.records import EventRecord

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 2, tzinfo=UTC)


def event(product, kind: str = "view", *, minutes: float = 0) -> EventRecord:
    at = NOW - timedelta(minutes=minutes)
    return EventRecord(f"{product}-{kind}", "anonymous", kind, product, "", None, "", "", "", at)


def answer(*events: EventRecord, **request) -> Answer:
    return recommend(Request(**{"shopper_id": None, "as_of": NOW, **request}), session_events=events)


def ids(found: Answer) -> list[str]:
    return [item.product_id for item in found.items]


@pytest.fixture
def products():
    """p0 … p3 in the order of popularity; p3 is chosen together with p2, and with p1 less often."""
    rows = [ItemPopularityFactory(product__external_id=f"p{n}", score=1 - n / 10).product for n in range(4)]
    ItemNeighbourFactory(product=rows[2], neighbour=rows[3], score=0.9)
    ItemNeighbourFactory(product=rows[1], neighbour=rows[0], score=0.8)
    return rows


class SessionEventsTests:
    @pytest.mark.parametrize("kind", ["view", "click", "like", "cart"])
    def test_neighbours_lead_when_a_session_turned_to_a_product(self, products, kind):
        found = answer(event("p2", kind))

        assert (ids(found)[0], found.fallback) == ("p3", "")
        assert found.items[0].reason == "Often chosen together with Product p2"

    @pytest.mark.parametrize("kind", ["impression", "dismiss"])
    def test_neighbours_do_not_lead_when_the_session_showed_no_interest(self, products, kind):
        found = answer(event("p2", kind))

        assert (ids(found)[0], found.fallback) == ("p0", "unknown_shopper")

    @pytest.mark.parametrize("kind", ["purchase", "dismiss"])
    def test_product_does_not_come_again_when_the_session_bought_or_dismissed_it(self, products, kind):
        assert sorted(ids(answer(event("p0", kind)))) == ["p1", "p2", "p3"]

    def test_latest_counts_most_when_events_have_times(self, products):
        assert ids(answer(event("p1", minutes=1), event("p2", minutes=5)))[0] == "p0"
        assert ids(answer(event("p1", minutes=5), event("p2", minutes=1)))[0] == "p3"

    def test_last_sent_counts_most_when_events_have_the_same_time(self, products):
        assert ids(answer(event("p2"), event("p1")))[0] == "p0"
        assert ids(answer(event("p1"), event("p2")))[0] == "p3"

    def test_session_counts_before_history_when_the_shopper_has_one(self, products):
        shopper = ShopperFactory()
        InteractionFactory(shopper=shopper, product=products[1], occurred_at=NOW - timedelta(days=1))

        assert ids(answer(event("p2"), shopper_id=shopper.external_id))[0] == "p3"

    def test_event_is_passed_over_when_its_product_is_unknown(self, products):
        found = answer(event("gone"), event("", "search"))

        assert (ids(found), found.fallback) == (["p0", "p1", "p2", "p3"], "unknown_shopper")


class SessionWithoutPersonalisationTests:
    def test_session_is_not_read_when_the_shopper_opted_out(self, products):
        shopper = ShopperFactory(opted_out=True)

        found = answer(event("p2"), shopper_id=shopper.external_id)

        assert (ids(found), found.fallback) == (["p0", "p1", "p2", "p3"], "opted_out")

    def test_session_is_not_read_when_the_request_is_not_personalised(self, products):
        found = answer(event("p2"), personalised=False)

        assert (ids(found), found.fallback) == (["p0", "p1", "p2", "p3"], "not_personalised")

    def test_history_is_not_read_when_the_shopper_opted_out(self, products):
        shopper = ShopperFactory(opted_out=True)
        InteractionFactory(shopper=shopper, product=products[2], occurred_at=NOW - timedelta(days=1))

        found = answer(shopper_id=shopper.external_id)

        assert (ids(found), found.fallback) == (["p0", "p1", "p2", "p3"], "opted_out")
