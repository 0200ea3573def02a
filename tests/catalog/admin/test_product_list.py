"""The list of products."""

from typing import Any

import pytest
from django.utils.translation import override

from catalog.models import Job, Product
from tests.staff_pages import category, client_of, feature, product

LIST = "/admin/catalog/product/"


def act(client: Any, action: str, products: list[Product], *, confirmed: bool) -> Any:
    sent = {"action": action, "_selected_action": [row.pk for row in products], "select_across": "0", "index": "0"}
    return client.post(LIST, sent | ({"confirmed": "1"} if confirmed else {}))


@pytest.mark.django_db
class ProductListTests:
    def test_row_shows_title_price_stock_and_states(self) -> None:
        product(stock=3, hidden=True, extracted_hash="", category=category())

        page = client_of("merchandiser").get(LIST).content.decode()

        for words in ("Trail shoe 1", "sku-1", "€129.00", "3 left", "hidden", "not read yet", "/media/1.svg", "Shoes"):
            assert words in page

    def test_row_speaks_german_when_staff_does(self) -> None:
        product()

        with override("de"):
            page = client_of("merchandiser").get(LIST, headers={"accept-language": "de"}).content.decode()

        assert "Laufschuh 1" in page
        assert "129,00\xa0€" in page

    def test_queries_stay_when_rows_grow(self, django_assert_num_queries: Any) -> None:
        client = client_of("merchandiser")
        for number in range(2):
            product(number)
        client.get(LIST)
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as two:
            client.get(LIST)
        for number in range(2, 20):
            product(number)

        with django_assert_num_queries(len(two)):
            client.get(LIST)

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("stock_state=sold_out", ["sku-2", "sku-3"]),
            ("stock_state=few_left", ["sku-1"]),
            ("extraction=outdated", ["sku-2"]),
            ("extraction=not_extracted", ["sku-3"]),
            ("hidden__exact=1", ["sku-1"]),
            ("q=laufschuh+2", ["sku-2"]),
        ],
    )
    def test_filter_finds_its_rows(self, query: str, found: list[str]) -> None:
        product(1, stock=2, hidden=True)
        product(2, stock=0, extracted_hash="old")
        product(3, available=False, extracted_hash="")

        page = client_of("analyst").get(f"{LIST}?{query}")

        assert [row.external_id for row in page.context["cl"].result_list] == found


@pytest.mark.django_db
class ProductBulkTests:
    def test_hide_asks_with_count_and_sample_before_it_acts(self) -> None:
        rows = [product(number) for number in range(7)]

        page = act(client_of("merchandiser"), "hide", rows, confirmed=False).content.decode()

        assert "7 rows" in page
        assert page.count("Trail shoe") == 5
        assert not Product.objects.filter(hidden=True).exists()

    def test_hide_hides_when_confirmed(self) -> None:
        rows = [product(1), product(2, hidden=True), product(3)]

        act(client_of("merchandiser"), "hide", rows[:2], confirmed=True)

        assert list(Product.objects.order_by("pk").values_list("hidden", flat=True)) == [True, True, False]

    def test_show_shows_again(self) -> None:
        row = product(hidden=True)

        act(client_of("administrator"), "show", [row], confirmed=True)

        row.refresh_from_db()
        assert row.hidden is False

    @pytest.mark.parametrize("role", ["marketer", "analyst", "outsider"])
    @pytest.mark.parametrize("action", ["hide", "show", "extract_again", "verify_sure"])
    def test_nothing_changes_when_role_may_not(self, role: str, action: str) -> None:
        row = product(hidden=False)
        proposed = feature(row)

        act(client_of(role), action, [row], confirmed=True)

        row.refresh_from_db()
        proposed.refresh_from_db()
        assert (row.hidden, row.extracted_hash, proposed.status) == (False, "a", "proposed")
        assert not Job.objects.exists()

    def test_extract_again_starts_a_job_over_the_rows(self) -> None:
        rows = [product(1), product(2), product(3)]

        act(client_of("merchandiser"), "extract_again", rows[:2], confirmed=True)

        job = Job.objects.get()
        assert (job.kind, job.total, job.started_by.username) == ("extract_features", 2, "merchandiser")
        assert list(Product.objects.order_by("pk").values_list("extracted_hash", flat=True)) == ["", "", "a"]

    def test_verify_sure_verifies_what_is_at_least_nine_tenths_sure(self) -> None:
        row = product()
        sure, unsure = feature(row, confidence=0.9), feature(row, confidence=0.89, name="colour")
        refused = feature(row, confidence=0.99, name="fit", status="rejected")

        act(client_of("merchandiser"), "verify_sure", [row], confirmed=True)

        for one, status in ((sure, "verified"), (unsure, "proposed"), (refused, "rejected")):
            one.refresh_from_db()
            assert one.status == status
