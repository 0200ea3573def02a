"""The copy desk: the queue, the open draft with its facts, and who may do what."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import JobFactory, UserFactory
from tests.recommendations.dashboard.copy_rows import draft
from tests.staff_pages import client_of

FINDING = {
    "severity": "block",
    "code": "superlative",
    "span": [0, 4],
    "message": "“best” is not proven.",
    "suggestion": "dry all day",
}
FACT = {"id": "weight", "name": "weight", "value": "310 g", "field": "description:en", "evidence": "310 g"}


def desk(role: str = "marketer", query: str = "") -> str:
    return client_of(role).get(f"/admin/copy-desk/?{query}").content.decode()


@pytest.mark.django_db
class CopyDeskPageTests:
    def test_opens_the_oldest_waiting_draft_beside_its_facts(self) -> None:
        first = draft(1, text="310 g on wet paths.", facts=[FACT], prompt_version="copy/3")
        draft(2)
        draft(3, state="published")

        page = desk()

        assert 'id="draft-title">Trail shoe 1, blue<' in page
        assert f'action="/admin/copy-desk/{first.pk}/act/"' in page
        assert '<mark class="desk-mark desk-mark--fact" data-desk-fact="weight"' in page
        assert 'class="desk-fact" data-desk-fact="weight"' in page
        assert "fake · prompt copy/3" in page
        assert "Trail shoe 2, blue" in page
        assert "Trail shoe 3, blue" not in page

    def test_empty_desk_tells_that_drafts_are_due_where_a_job_will_write_them(self) -> None:
        assert "Nothing waits for a decision" in desk()
        JobFactory(kind="build_profiles", status="running", follow_up=["refresh_recommendations", "generate_copy"])

        assert "The drafts are on their way" in desk("analyst")

    def test_finding_is_marked_explained_and_turns_approving_off_in_words(self) -> None:
        draft(1, text="best shoe", findings=[FINDING])

        page = desk()

        assert '<mark class="desk-mark desk-mark--block" title="“best” is not proven."' in page
        assert "Suggestion: “dry all day”" in page
        assert "The fact gate blocks it." in page
        assert 'disabled aria-describedby="approve-off"' in page

    def test_author_reads_why_they_cannot_approve(self) -> None:
        client = client_of("marketer")
        from users.models import User

        draft(1, author=User.objects.get(username="marketer"))

        page = client.get("/admin/copy-desk/").content.decode()

        assert "You wrote this wording, so somebody else has to approve it." in page

    def test_text_of_somebody_else_can_be_approved(self) -> None:
        draft(1, author=UserFactory(username="somebody"))

        page = desk()

        assert "written by somebody" in page
        assert 'aria-describedby="approve-off"' not in page

    @pytest.mark.parametrize("role", ["merchandiser", "analyst"])
    def test_others_may_read_but_neither_decide_nor_edit(self, role: str) -> None:
        draft(1)

        page = desk(role)

        assert "Your role may not approve copy; a marketer does." in page
        for control in ('data-rd-key="e"', 'name="changes"', 'name="pick"', 'name="scope"'):
            assert control not in page

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("", {1, 2}),
            ("state=published", {3}),
            ("state=all", {1, 2, 3}),
            ("finding=none", {1}),
            ("finding=superlative", {2}),
            ("locale=de", {2}),
            ("q=shoe 1", {1}),
            ("q=wet", {1}),
        ],
    )
    def test_filters_leave_what_fits(self, query: str, shown: set[int]) -> None:
        copies = {
            1: draft(1, text="For wet paths."),
            2: draft(2, text="best shoe", locale="de", findings=[FINDING]),
            3: draft(3, text="Light.", state="published"),
        }

        page = desk(query=query)

        assert {number for number, copy in copies.items() if f'id="row-{copy.pk}"' in page} == shown

    def test_says_that_nothing_waits_and_where_drafts_come_from(self) -> None:
        page = desk()

        assert "Nothing waits for a decision" in page
        assert "/admin/jobs/" in page

    def test_offers_to_reset_filters_that_leave_nothing(self) -> None:
        draft(1)

        assert "No copy fits these filters" in desk(query="q=nothing")

    def test_says_so_when_the_copy_is_gone(self) -> None:
        draft(1)

        assert "This copy no longer exists" in desk(query="copy=999")

    def test_outsider_is_refused_and_stranger_sent_to_login(self) -> None:
        assert client_of("outsider").get("/admin/copy-desk/").status_code == 403
        assert Client().get("/admin/copy-desk/")["Location"].startswith("/admin/login/")

    def test_queries_do_not_grow_with_the_queue(self) -> None:
        client = client_of("marketer")

        def queries(rows: range) -> int:
            for number in rows:
                draft(number)
            with CaptureQueriesContext(connection) as seen:
                client.get("/admin/copy-desk/")
            return len(seen)

        few = queries(range(2))

        assert queries(range(2, 20)) == few
