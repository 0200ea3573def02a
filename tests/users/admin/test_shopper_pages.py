"""The list of shoppers, the page of one, and the edits of interests on it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.staff_pages import NOW, client_of, event, feature, product, shopper, tag
from users.models import InterestTag
from users.services.catalogue import _base_rates

LIST = "/admin/users/shopper/"


@pytest.mark.django_db
class ShopperListTests:
    def test_row_shows_the_three_strongest_visible_interests(self) -> None:
        row = shopper(event_count=1234)
        for value, weight in (("first", 0.9), ("second", 0.8), ("third", 0.7), ("fourth", 0.6)):
            tag(row, value, weight=weight)
        tag(row, "secret", weight=1.0, status="hidden")

        page = client_of("analyst").get(LIST).content.decode()

        assert [value in page for value in ("first", "second", "third", "fourth", "secret")] == [True] * 3 + [False] * 2
        assert "1,234" in page

    def test_shoppers_that_were_never_seen_come_last(self) -> None:
        for number, seen in enumerate([None, NOW - timedelta(days=2), NOW]):
            shopper(number, last_seen_at=seen)

        page = client_of("analyst").get(LIST).content.decode()

        places = [page.index(f">s-{number}<") for number in (2, 1, 0)]
        assert places == sorted(places)

    def test_events_are_not_called_none_before_they_were_counted(self) -> None:
        row = shopper(event_count=0, profile_built_at=None)
        client = client_of("analyst")

        pages = [client.get(f"/admin/users/shopper/{row.pk}/change/"), client.get("/admin/preview/?shopper=s-1")]

        for page in pages:
            assert "events not counted yet" in page.content.decode()
            assert "0 events" not in page.content.decode()

    def test_queries_stay_when_rows_grow(self, django_assert_num_queries: Any) -> None:
        client = client_of("analyst")
        for number in range(2):
            tag(shopper(number))
        client.get(LIST)
        with CaptureQueriesContext(connection) as two:
            client.get(LIST)
        for number in range(2, 20):
            tag(shopper(number))

        with django_assert_num_queries(len(two)):
            client.get(LIST)


@pytest.mark.django_db
class ShopperPageTests:
    def test_page_shows_visits_searches_and_evidence(self) -> None:
        row, bought = shopper(), product()
        event(row, "e1", type="search", query="rain jacket", occurred_at=NOW - timedelta(hours=3))
        event(row, "e2", type="purchase", product=bought, occurred_at=NOW)
        tag(row, evidence=["e2", "gone"])

        answer = client_of("analyst").get(f"{LIST}{row.pk}/change/")
        page = answer.content.decode()

        assert [[shown["event"].event_id for shown in visit] for visit in answer.context["visits"]] == [["e2"], ["e1"]]
        assert "“rain jacket”" in page
        assert "Trail shoe 1" in page
        assert "2 events behind it" in page
        assert 'href="/admin/preview/?shopper=s-1"' in page

    def test_page_and_list_tell_what_is_known_of_an_interest(self) -> None:
        row = shopper()
        tag(row, traits={"loyalty": {"bought": 3, "of": 4}})
        client = client_of("analyst")

        page = client.get(f"{LIST}{row.pk}/change/").content.decode()
        listed = client.get("/admin/users/interesttag/").content.decode()

        assert "loyal: 3 of 4 purchases" in page.split('id="shopper-tags"')[1].split("</section>")[0]
        assert "loyal: 3 of 4 purchases" in listed

    def test_page_offers_edits_only_when_role_may_change(self) -> None:
        row = shopper()
        tag(row)

        seen = {
            role: client_of(role).get(f"{LIST}{row.pk}/change/").content.decode()
            for role in ("merchandiser", "marketer")
        }

        assert "/change/" in seen["merchandiser"].split('id="shopper-tags"')[1].split("</section>")[0]
        assert "<form" not in seen["marketer"].split('id="shopper-tags"')[1].split("</section>")[0]


@pytest.mark.django_db
class TagChangeTests:
    def test_change_sets_weight_words_and_status_as_staff(self) -> None:
        row = tag(shopper())

        answer = client_of("merchandiser").post(
            f"{LIST}tags/{row.pk}/change/", {"weight": "0.25", "label": "long walks", "status": "pinned"}
        )

        row.refresh_from_db()
        assert answer.status_code == 200
        assert (row.weight, row.label, row.status, row.source) == (0.25, "long walks", "pinned", "staff")

    @pytest.mark.parametrize("weight", ["1.5", "-1", "much", "nan"])
    def test_change_is_refused_in_words_when_weight_cannot_be(self, weight: str) -> None:
        row = tag(shopper())

        answer = client_of("merchandiser").post(f"{LIST}tags/{row.pk}/change/", {"weight": weight})

        row.refresh_from_db()
        assert (answer.status_code, row.weight) == (400, 0.5)
        assert answer["Content-Type"].startswith("text/plain")

    @pytest.mark.parametrize("role", ["marketer", "analyst", "outsider"])
    def test_change_is_refused_when_role_may_not(self, role: str) -> None:
        row = tag(shopper())

        answer = client_of(role).post(f"{LIST}tags/{row.pk}/change/", {"status": "hidden"})

        row.refresh_from_db()
        assert (answer.status_code, row.status) == (403, "active")

    def test_add_makes_a_kept_tag_of_what_products_have(self) -> None:
        row = shopper()
        feature(product(), kind="function", name="function", value="Waterproof", normalised="waterproof")

        answer = client_of("merchandiser").post(
            f"{LIST}{row.pk}/tags/add/", {"value": " WaterProof ", "weight": "0.75"}
        )

        made = InterestTag.objects.get()
        assert answer.status_code == 200
        assert (made.kind, made.name, made.value) == ("function", "function", "waterproof")
        assert (made.shopper, made.label, made.weight, made.source, made.status) == (
            row, "waterproof", 0.75, "staff", "pinned",
        )  # fmt: skip

    def test_add_keeps_the_tag_that_is_there_when_it_is_hidden(self) -> None:
        row = shopper()
        feature(product())
        there = tag(row, "merino wool", kind="attribute", name="material", status="hidden")

        client_of("merchandiser").post(f"{LIST}{row.pk}/tags/add/", {"value": "merino wool", "weight": "1"})

        there.refresh_from_db()
        assert InterestTag.objects.count() == 1
        assert (there.weight, there.status, there.source) == (1.0, "pinned", "staff")

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ("  ", "Say what the shopper is interested in."),
            ("wool jackets", "No product has “wool jackets”. Close to it: merino wool."),
            ("meriono wool", "No product has “meriono wool”. Close to it: merino wool."),
            ("zzz", "No product has “zzz”. Choose from the list that opens as you type."),
        ],
    )
    def test_add_is_refused_in_words_when_no_product_has_it(self, words: str, told: str) -> None:
        feature(product())

        answer = client_of("merchandiser").post(f"{LIST}{shopper().pk}/tags/add/", {"value": words})

        assert (answer.status_code, answer.content.decode()) == (400, told)
        assert answer["Content-Type"].startswith("text/plain")
        assert not InterestTag.objects.exists()

    def test_form_offers_what_products_have(self) -> None:
        _base_rates.cache_clear()  # those of another test's catalog
        feature(product())
        row = shopper()

        pages = [client_of(role).get(f"{LIST}{row.pk}/change/") for role in ("merchandiser", "marketer")]

        assert [page.context["panel"]["known"] for page in pages] == [["merino wool"], []]
        assert '<option value="merino wool">' in pages[0].content.decode()


@pytest.mark.django_db
class InterestTagBulkTests:
    def test_hide_hides_the_chosen_when_confirmed(self) -> None:
        row = shopper()
        chosen, other = tag(row, "a"), tag(row, "b")

        client_of("merchandiser").post(
            "/admin/users/interesttag/", {"action": "hide", "_selected_action": [chosen.pk], "confirmed": "1"}
        )

        chosen.refresh_from_db()
        other.refresh_from_db()
        assert (chosen.status, other.status) == ("hidden", "active")
