"""The home page: panels by role, what waits, what runs, and the empty shop."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.models import FeedImport, Store
from recommendations.dashboard.home import greeting
from tests.factories import CopyFactory, FeatureFactory, InteractionFactory, JobFactory, ProductFactory, RuleFactory
from tests.staff_pages import client_of


def home(role: str) -> str:
    return client_of(role).get("/admin/").content.decode()


@pytest.mark.django_db
class HomePageTests:
    def test_lists_what_waits_each_with_its_verb(self) -> None:
        finding = {"severity": "block", "code": "number", "span": [0, 1], "message": "m", "suggestion": ""}
        CopyFactory(state="in_review")
        CopyFactory(state="draft", findings=[finding])
        CopyFactory(state="published")
        FeatureFactory()
        RuleFactory(product=ProductFactory(external_id="gone", stock=0))
        JobFactory(kind="build_profiles", status="failed", error="Traceback\nTimeoutError: no answer")
        FeedImport.objects.create(format="csv", file_name="autumn.csv", status="done", rejected=12)

        page = home("administrator")

        for words in (
            "2 copy drafts wait",
            "1 has a finding of the fact gate",
            "1 extracted value is unverified",
            "1 dead pin",
            "gone in Home page cannot be shown",
            "1 job failed",
            "TimeoutError: no answer",
            "The last import refused 12 rows",
        ):
            assert words in page
        for verb in ("Review", "Verify", "Mend", "Look", "Read"):
            assert f">{verb}<span" in page

    def test_failed_job_is_settled_when_a_later_run_succeeded(self) -> None:
        JobFactory(kind="build_profiles", status="failed")
        JobFactory(kind="build_profiles", status="done")

        assert "job failed" not in home("administrator")

    def test_says_nothing_waits_when_nothing_does(self) -> None:
        assert "Nothing waits for you" in home("merchandiser")

    def test_shows_running_jobs_with_rate_and_asks_again(self) -> None:
        started = timezone.now() - timedelta(seconds=200)
        JobFactory(kind="extract_features", status="running", total=800, done=400, started_at=started)

        page = home("analyst")

        assert "Feature extraction" in page
        assert "400 / 800" in page
        assert "2.0 a second · about 3 min left" in page
        assert 'hx-trigger="every 3s"' in page

    def test_teaches_first_steps_when_the_shop_is_empty(self) -> None:
        page = home("administrator")

        assert "First steps" in page
        assert "manage.py import_catalog FILE --format csv" in page

    def test_first_steps_go_when_products_are_read_and_events_came(self) -> None:
        FeatureFactory()
        InteractionFactory()

        assert "First steps" not in home("administrator")

    def test_marks_generated_data(self) -> None:
        client = client_of("analyst")
        assert "Generated demo data" not in client.get("/admin/").content.decode()

        Store.objects.filter(pk=1).update(generated=True)

        assert "Generated demo data" in client.get("/admin/").content.decode()

    @pytest.mark.parametrize("role", ["merchandiser", "marketer", "analyst"])
    def test_every_role_sees_needs_running_and_figures(self, role: str) -> None:
        page = home(role)

        assert all(title in page for title in ("Needs you", "Running", "Last 7 days against the 7 before"))

    def test_outsider_sees_neither_jobs_nor_figures(self) -> None:
        CopyFactory(state="in_review")

        page = home("outsider")

        assert "Last 7 days against the 7 before" not in page
        assert "Running" not in page
        assert "copy draft waits" not in page

    def test_outsider_gets_no_running_panel(self) -> None:
        assert client_of("outsider").get("/admin/running/").status_code == 403

    def test_queries_do_not_grow_with_rows(self) -> None:
        client = client_of("administrator")

        def queries(rows: range) -> int:
            for number in rows:
                RuleFactory(product=ProductFactory(stock=0), position=number)
                JobFactory(status="running")
                InteractionFactory()
                FeatureFactory()
            with CaptureQueriesContext(connection) as seen:
                client.get("/admin/")
            return len(seen)

        few = queries(range(1, 3))

        assert queries(range(3, 21)) == few


class GreetingTests:
    @pytest.mark.parametrize(
        ("hour", "words"), [(5, "Good morning"), (12, "Good afternoon"), (18, "Good evening"), (3, "Good evening")]
    )
    def test_follows_the_hour(self, hour: int, words: str) -> None:
        assert greeting(hour) == words
