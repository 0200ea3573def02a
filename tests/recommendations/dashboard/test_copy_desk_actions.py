"""Approve, edit, ask for changes and withdraw from the copy desk."""

import pytest
from django.test import Client

from recommendations.models import Copy, CopyDecision
from tests.recommendations.dashboard.copy_rows import CLEAN, UNPROVEN, draft
from tests.staff_pages import client_of


def act(client: Client, copy: Copy, **pressed: object) -> str:
    """Press a button on the copy and return the page that follows."""
    data = {"version": copy.version, **pressed}
    return client.post(f"/admin/copy-desk/{copy.pk}/act/", data, follow=True).content.decode()


@pytest.mark.django_db
class CopyDeskActionsTests:
    def test_approving_publishes_and_opens_the_next_draft(self) -> None:
        first, second = draft(1), draft(2)
        client = client_of("marketer")

        response = client.post(f"/admin/copy-desk/{first.pk}/act/", {"version": 1, "approve": "1"})

        first.refresh_from_db()
        assert first.state == "published"
        assert list(first.decisions.values_list("action", "decided_by__username")) == [
            ("approve", "marketer"),
            ("publish", "marketer"),
        ]
        assert response["Location"] == f"/admin/copy-desk/?copy={second.pk}"

    def test_undo_of_approving_sends_the_text_back_to_review(self) -> None:
        copy, client = draft(1), client_of("marketer")
        page = act(client, copy, approve="1")
        assert 'name="unpublish"' in page

        act(client, copy, unpublish="1")

        copy.refresh_from_db()
        assert copy.state == "in_review"

    def test_blocked_text_stays_and_the_reason_is_told(self) -> None:
        copy = draft(1, text=UNPROVEN)

        page = act(client_of("marketer"), copy, approve="1")

        copy.refresh_from_db()
        assert copy.state == "in_review"
        assert CopyDecision.objects.count() == 0
        assert "The fact gate blocks this text" in page

    def test_own_text_stays_in_review(self) -> None:
        client = client_of("marketer")
        copy = draft(1)
        act(client, copy, save="1", text="A light trail shoe in blue.")

        copy.refresh_from_db()
        page = act(client, copy, approve="1")

        copy.refresh_from_db()
        assert copy.state == "in_review"
        assert "somebody else has to approve it" in page

    def test_saving_stores_a_wording_under_the_name(self) -> None:
        copy = draft(1)

        act(client_of("marketer"), copy, save="1", text="A light trail shoe in blue.")

        copy.refresh_from_db()
        assert (copy.text, copy.author.username) == ("A light trail shoe in blue.", "marketer")
        assert list(copy.revisions.values_list("number", flat=True)) == [1, 2]

    def test_conflict_keeps_both_texts_when_somebody_was_faster(self) -> None:
        copy = draft(1)
        act(client_of("administrator"), copy, save="1", text="Light, in blue.")

        page = act(client_of("marketer"), copy, save="1", text="Blue, for wet paths.")

        copy.refresh_from_db()
        assert copy.text == "Light, in blue."
        assert "Somebody changed this text in the meantime" in page
        assert ">Blue, for wet paths.</textarea>" in page
        assert "Light, in blue." in page
        assert f'name="version" value="{copy.version}"' in page

    def test_candidate_becomes_the_text(self) -> None:
        copy = draft(1, candidates=[{"text": "Light, in blue.", "score": -1.0}])

        act(client_of("marketer"), copy, use="0")

        copy.refresh_from_db()
        assert copy.text == "Light, in blue."

    def test_candidate_that_is_gone_changes_nothing(self) -> None:
        copy = draft(1)

        page = act(client_of("marketer"), copy, use="4")

        copy.refresh_from_db()
        assert copy.text == CLEAN
        assert "This candidate is no longer there." in page

    def test_asking_for_changes_stores_the_comment(self) -> None:
        copy = draft(1)

        act(client_of("marketer"), copy, changes="1", comment="Say that it is light.")

        copy.refresh_from_db()
        assert copy.state == "needs_changes"
        assert list(copy.decisions.values_list("action", "comment")) == [("request_changes", "Say that it is light.")]

    def test_asking_for_changes_without_words_changes_nothing(self) -> None:
        copy = draft(1)

        page = act(client_of("marketer"), copy, changes="1", comment=" ")

        copy.refresh_from_db()
        assert copy.state == "in_review"
        assert "Say in a comment what should change." in page

    @pytest.mark.parametrize("role", ["merchandiser", "analyst"])
    def test_others_are_refused_in_words_and_nothing_changes(self, role: str) -> None:
        copy = draft(1)

        page = act(client_of(role), copy, approve="1")

        copy.refresh_from_db()
        assert copy.state == "in_review"
        assert "Your role may not do this" in page

    def test_outsider_is_refused(self) -> None:
        copy = draft(1)

        response = client_of("outsider").post(f"/admin/copy-desk/{copy.pk}/act/", {"approve": "1", "version": 1})

        copy.refresh_from_db()
        assert (response.status_code, copy.state) == (403, "in_review")


@pytest.mark.django_db
class CopyCheckTests:
    def test_gate_answers_while_typing_and_stores_nothing(self) -> None:
        copy = draft(1)

        part = client_of("marketer").post(f"/admin/copy-desk/{copy.pk}/check/", {"text": UNPROVEN}).content.decode()

        copy.refresh_from_db()
        assert "desk-finding--block" in part
        assert copy.text == CLEAN

    def test_those_who_may_not_edit_are_refused(self) -> None:
        assert client_of("analyst").post(f"/admin/copy-desk/{draft(1).pk}/check/", {"text": "x"}).status_code == 403
