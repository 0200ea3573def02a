"""A session that is typed into the preview."""

from datetime import UTC, datetime

import pytest

from recommendations.dashboard.preview_session import TypedEvent, events_written, session_records, typed_events
from tests.factories import ItemNeighbourFactory, ItemPopularityFactory, PlacementFactory, ProductFactory
from tests.staff_pages import client_of

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HTMX = {"hx-request": "true"}
EVENTS = [TypedEvent("view", "a:b,c"), TypedEvent("search", "rain jacket & boots")]


def page(query: str) -> str:
    return client_of("merchandiser").get(f"/admin/preview/?{query}").content.decode()


class TypedEventsTests:
    def test_events_are_read_as_they_were_written_when_they_hold_marks_of_the_address(self) -> None:
        assert typed_events(events_written(EVENTS)) == EVENTS

    @pytest.mark.parametrize("text", ["", "view", "view:", "fly:sku-1", ",,"])
    def test_what_cannot_be_read_is_left_out(self, text: str) -> None:
        assert typed_events(text) == []

    def test_the_latest_twenty_count_when_there_are_more(self) -> None:
        assert [event.what for event in typed_events(",".join(f"view:{n}" for n in range(30)))] == [
            str(n) for n in range(10, 30)
        ]

    def test_records_stand_a_minute_apart_the_last_one_a_minute_ago(self) -> None:
        records = session_records(EVENTS, until=NOW)

        assert [(record.type, record.product_id, record.query, record.occurred_at.minute) for record in records] == [
            ("view", "a:b,c", "", 58),
            ("search", "", "rain jacket & boots", 59),
        ]


@pytest.mark.django_db
class PreviewSessionTests:
    @pytest.fixture(autouse=True)
    def _rows(self) -> None:
        PlacementFactory()
        seen = ProductFactory(external_id="sku-1", texts__title="Trail shoe")
        beside = ProductFactory(external_id="sku-2", texts__title="Wool sock")
        ItemPopularityFactory(product=seen, score=0.9)
        ItemNeighbourFactory(product=seen, neighbour=beside, position=1, score=1.0)

    def test_list_follows_the_product_that_was_viewed(self) -> None:
        shown = page("anonymous=1&placement=home&events=view:sku-1")

        assert "Seen together" in shown
        assert "cold start" not in shown
        assert "viewed" in shown

    def test_bought_product_is_no_longer_recommended(self) -> None:
        shown = page("anonymous=1&placement=home&events=purchase:sku-1&why=sku-1")

        assert "This shopper bought or dismissed it" in shown
        assert "1 product<" in shown

    def test_form_adds_a_product_by_words_of_its_title(self) -> None:
        query = "anonymous=1&placement=home&events=view:sku-1&add_type=cart&add=sock+wool"

        response = client_of("merchandiser").get(f"/admin/preview/?{query}", headers=HTMX)

        address = "/admin/preview/?anonymous=1&placement=home&events=view%3Asku-1%2Ccart%3Asku-2"
        assert response["HX-Push-Url"] == address

    def test_search_is_kept_and_said_not_to_move_the_list(self) -> None:
        shown = page("anonymous=1&placement=home&add_type=search&add=rain+jacket")

        assert "“rain jacket”" in shown
        assert "a search counts once a profile is built" in shown

    def test_unknown_product_is_told_and_stays_in_the_field(self) -> None:
        shown = page("anonymous=1&placement=home&add_type=view&add=zzz")

        assert "No product has this id or these words in its title: zzz." in shown
        assert 'value="zzz"' in shown

    def test_event_can_be_taken_out(self) -> None:
        shown = page("anonymous=1&placement=home&events=view:sku-1,cart:sku-2")

        assert 'href="?anonymous=1&amp;placement=home&amp;events=cart%3Asku-2"' in shown
        assert "Take out: put in cart Wool sock" in shown

    def test_width_is_chosen_by_the_address(self) -> None:
        shown = page("anonymous=1&placement=home&device=390")

        assert "desk-cards desk-cards--390" in shown
        assert 'id="device-390" title="as wide as a phone: 390 pixels" aria-current="true"' in shown

    def test_unknown_width_is_the_full_one(self) -> None:
        assert 'class="desk-cards"' in page("anonymous=1&placement=home&device=12")
