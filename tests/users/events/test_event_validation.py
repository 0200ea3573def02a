"""Validation of one event."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from catalog.feeds.errors import FieldError
from users.events.records import EventRecord
from users.events.validation import EVENT_TYPES, parse_event

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
VIEW = {"event_id": "e1", "shopper_id": "s1", "type": "view", "product_id": "p1", "occurred_at": "2026-06-01T11:00:00Z"}
TYPES = "cart, click, dismiss, impression, like, purchase, search, view"


def parse(**changes: Any) -> EventRecord:
    return parse_event(VIEW | changes, now=NOW)


class ParseEventTests:
    def test_fills_every_field_when_all_are_given(self) -> None:
        event = parse(
            type="Purchase",
            value="12,50",
            locale="pt_BR",
            placement="home",
            attribution_token="t.1",
            occurred_at="2026-06-01T13:00:00+02:00",
            session="passed over",
        )

        at_eleven = datetime(2026, 6, 1, 11, tzinfo=UTC)
        assert event == EventRecord(
            "e1", "s1", "purchase", "p1", "", Decimal("12.50"), "pt-br", "home", "t.1", at_eleven
        )

    def test_needs_no_product_when_it_is_a_search(self) -> None:
        event = parse(type="search", product_id=None, query=" red <b>mug</b> ")

        assert (event.product_id, event.query) == ("", "red mug")

    def test_takes_the_time_as_utc_when_it_has_no_offset(self) -> None:
        assert parse(occurred_at="2026-06-01T11:00:00").occurred_at == datetime(2026, 6, 1, 11, tzinfo=UTC)
        assert parse(occurred_at=datetime(2026, 6, 1, 11)).occurred_at == datetime(2026, 6, 1, 11, tzinfo=UTC)

    def test_accepts_when_the_time_is_exactly_on_the_edge(self) -> None:
        assert parse(occurred_at=NOW + timedelta(minutes=5)).occurred_at == NOW + timedelta(minutes=5)
        assert parse(occurred_at=NOW - timedelta(days=3653)).occurred_at == NOW - timedelta(days=3653)

    def test_accepts_every_type_when_product_and_query_are_there(self) -> None:
        assert {parse(type=kind, query="mug").type for kind in EVENT_TYPES} == set(TYPES.split(", "))

    @pytest.mark.parametrize(
        ("changes", "field", "message"),
        [
            ({"type": "buy"}, "type", f"'buy' is no event type: write one of {TYPES}"),
            ({"type": None}, "type", f"None is no event type: write one of {TYPES}"),
            ({"event_id": ""}, "event_id", "is missing: every row needs one"),
            ({"shopper_id": None}, "shopper_id", "is missing: every row needs one"),
            ({"shopper_id": "x" * 201}, "shopper_id", "has 201 characters, allowed are 200: shorten it"),
            ({"product_id": None}, "product_id", "is missing: every row needs one"),
            (
                {"type": "search", "query": " "},
                "query",
                "is missing: a search needs the words that were searched for",
            ),
            ({"value": -1}, "value", "-1 is negative: write the price the shopper pays, or leave it empty"),
            ({"locale": "??"}, "locale", "'??' is not a locale: write for example en, pt-BR or zh-Hans"),
            ({"placement": "x" * 101}, "placement", "has 101 characters, allowed are 100: shorten it"),
            (
                {"attribution_token": 7},
                "attribution_token",
                "is not a text: send the token as the recommendation gave it",
            ),
            (
                {"occurred_at": None},
                "occurred_at",
                "is missing: write when it happened, for example 2026-01-31T09:30:00Z",
            ),
            (
                {"occurred_at": "yesterday"},
                "occurred_at",
                "'yesterday' is not an ISO 8601 time: write for example 2026-01-31T09:30:00Z",
            ),
            (
                {"occurred_at": "2026-06-01T12:05:01Z"},
                "occurred_at",
                "2026-06-01T12:05:01+00:00 lies in the future: check the clock and the time zone",
            ),
            (
                {"occurred_at": "2016-05-31T11:59:59Z"},
                "occurred_at",
                "2016-05-31T11:59:59+00:00 is older than 3653 days: leave such events out",
            ),
        ],
    )
    def test_names_field_and_remedy_when_a_value_is_wrong(
        self, changes: dict[str, Any], field: str, message: str
    ) -> None:
        with pytest.raises(FieldError) as caught:
            parse(**changes)

        assert (caught.value.field, caught.value.message) == (field, message)

    def test_says_what_to_send_when_the_event_is_no_object(self) -> None:
        with pytest.raises(FieldError, match="is not an object: send one JSON object for each event"):
            parse_event("view", now=NOW)  # type: ignore[arg-type]
