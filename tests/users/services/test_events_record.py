"""Events count once, refusals name the remedy, and the good ones of a batch go in."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import ProductFactory
from users.events.records import EventRecord
from users.models import Interaction, Shopper
from users.services.events import events_record

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def event(number: int = 1, **values) -> EventRecord:
    defaults = {
        "event_id": f"e{number}",
        "shopper_id": "anna",
        "type": "view",
        "product_id": "p1",
        "query": "",
        "value": None,
        "locale": "de",
        "placement": "",
        "attribution_token": "",
        "occurred_at": NOON,
    }
    return EventRecord(**(defaults | values))


@pytest.fixture(autouse=True)
def product(db):
    return ProductFactory(external_id="p1")


class EventsRecordTests:
    def test_event_and_shopper_are_stored_when_both_are_new(self, product):
        report = events_record(records=[event()])

        assert (report.accepted, report.duplicate, report.rejected) == (1, 0, [])
        stored = Interaction.objects.get()
        assert (stored.product, stored.shopper.external_id, stored.shopper.locale) == (product, "anna", "de")
        assert stored.shopper.last_seen_at == NOON

    def test_event_counts_once_when_sent_again_with_another_time(self):
        events_record(records=[event()])

        report = events_record(records=[event(occurred_at=NOON + timedelta(hours=1)), event(2)])

        assert (report.accepted, report.duplicate) == (1, 1)
        assert Interaction.objects.count() == 2

    def test_event_counts_once_when_twice_in_a_batch(self):
        report = events_record(records=[event(), event()])

        assert (report.accepted, report.duplicate) == (1, 1)

    def test_unknown_product_is_refused_alone(self):
        report = events_record(records=[event(1, product_id="nope"), event(2)])

        assert report.accepted == 1
        assert [(error.index, error.field) for error in report.rejected] == [(0, "product_id")]
        assert "send it to /products/bulk/ first" in report.rejected[0].message

    def test_first_and_last_seen_hold_when_events_come_out_of_order(self):
        events_record(records=[event(1)])
        events_record(records=[event(2, occurred_at=NOON - timedelta(days=3), locale="")])

        shopper = Shopper.objects.get()
        assert (shopper.created_at, shopper.last_seen_at, shopper.locale) == (NOON - timedelta(days=3), NOON, "de")

    def test_search_needs_no_product(self):
        report = events_record(records=[event(type="search", product_id="", query="rain jacket")])

        assert report.accepted == 1
        assert Interaction.objects.get().query == "rain jacket"
