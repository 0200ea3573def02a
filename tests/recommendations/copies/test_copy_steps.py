"""Each step of the workflow: who may take it, from where, and what it leaves behind."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from catalog.models import ProductText
from recommendations.copywriting.workflow import TRANSITIONS, actions_from
from recommendations.models import Copy, CopyDecision
from recommendations.services import copy_workflow
from recommendations.services.copy_workflow import (
    Blocked,
    CommentMissing,
    Conflict,
    NotAllowed,
    OwnText,
    WrongState,
    copy_approve,
    copy_edit,
    copy_publish,
    copy_request_changes,
    copy_submit,
    copy_withdraw,
)

pytestmark = pytest.mark.django_db

STATES = Copy.State.values
STEPS: dict[str, Callable[..., Copy]] = {
    "submit": copy_submit,
    "approve": copy_approve,
    "request_changes": copy_request_changes,
    "publish": copy_publish,
    "withdraw": copy_withdraw,
}
LEADING_ON = [(state, action) for state, action in TRANSITIONS if (state, action) != ("needs_changes", "submit")]


def _row(copy: Copy) -> dict[str, Any]:
    """Return everything stored of a copy, and how many revisions and decisions it has."""
    stored = Copy.objects.filter(pk=copy.pk).values().get()
    return stored | {"revisions": copy.revisions.count(), "decisions": copy.decisions.count()}


class StepTests:
    @pytest.mark.parametrize(("state", "action"), LEADING_ON)
    def test_leads_on_when_a_marketer_takes_it(self, make_copy: Any, marketer: Any, state: str, action: str) -> None:
        copy = make_copy(state=state)

        after = STEPS[action](copy_id=copy.pk, by=marketer, expected_version=1, comment="Say more about rain.")

        assert (after.state, after.version) == (TRANSITIONS[state, action], 2)
        decision = CopyDecision.objects.get(copy=copy)
        assert (decision.action, decision.from_state, decision.to_state) == (action, state, after.state)
        assert (decision.revision, decision.comment, decision.decided_by) == (1, "Say more about rain.", marketer)

    @pytest.mark.parametrize("state", STATES)
    def test_refused_and_unchanged_when_it_does_not_lead_on(self, make_copy: Any, marketer: Any, state: str) -> None:
        copy = make_copy(state=state)
        before = _row(copy)

        for action in STEPS.keys() - set(actions_from(state)):
            with pytest.raises(WrongState):
                STEPS[action](copy_id=copy.pk, by=marketer, comment="Why")

        assert _row(copy) == before

    @pytest.mark.parametrize("person", ["merchandiser", "analyst", "outsider"])
    def test_refused_and_unchanged_when_the_role_may_not(
        self, make_product: Any, make_copy: Any, request: pytest.FixtureRequest, person: str
    ) -> None:
        product, by = make_product(), request.getfixturevalue(person)
        copies = {state: make_copy(product, state=state, audience=state) for state in STATES}
        before = [_row(copy) for copy in copies.values()]

        for state, action in TRANSITIONS:
            with pytest.raises(NotAllowed):
                STEPS[action](copy_id=copies[state].pk, by=by, comment="Why")

        assert [_row(copy) for copy in copies.values()] == before

    def test_refused_when_nobody_is_logged_in(self, make_copy: Any) -> None:
        copy = make_copy()

        with pytest.raises(NotAllowed):
            copy_approve(copy_id=copy.pk, by=AnonymousUser())

        assert Copy.objects.get(pk=copy.pk).state == "draft"

    def test_conflict_when_somebody_was_faster(self, make_copy: Any, marketer: Any, second_marketer: Any) -> None:
        copy = make_copy()
        copy_request_changes(copy_id=copy.pk, by=second_marketer, expected_version=1, comment="Shorter")
        before = _row(copy)

        with pytest.raises(Conflict):
            copy_approve(copy_id=copy.pk, by=marketer, expected_version=1)

        assert _row(copy) == before

    def test_every_action_has_a_service(self) -> None:
        assert {f"copy_{action}" for _, action in TRANSITIONS} <= set(copy_workflow.__all__)


class ApproveTests:
    def test_refused_and_unchanged_when_it_is_ones_own_text(self, make_copy: Any, marketer: Any) -> None:
        copy = make_copy(author=marketer)
        before = _row(copy)

        with pytest.raises(OwnText):
            copy_approve(copy_id=copy.pk, by=marketer)

        assert _row(copy) == before

    def test_approved_when_somebody_else_wrote_it(self, make_copy: Any, marketer: Any, second_marketer: Any) -> None:
        copy = make_copy(author=marketer)

        assert copy_approve(copy_id=copy.pk, by=second_marketer).state == "approved"

    def test_blocked_and_unchanged_when_the_product_no_longer_bears_it_out(self, make_copy: Any, marketer: Any) -> None:
        copy = make_copy()
        ProductText.objects.filter(product=copy.product).update(title="Nordkap backpack, red", description="A bag.")
        before = _row(copy)

        with pytest.raises(Blocked) as refusal:
            copy_approve(copy_id=copy.pk, by=marketer)

        assert [(finding.code, finding.start) for finding in refusal.value.findings] == [("colour", 24)]
        assert _row(copy) == before

    def test_findings_that_only_warn_are_stored(self, make_copy: Any, marketer: Any) -> None:
        copy = make_copy(text="A navy Nordkap backpack, one backpack with room, the backpack of 20 colleagues.")

        approved = copy_approve(copy_id=copy.pk, by=marketer)

        assert [finding["code"] for finding in approved.findings] == ["repetition", "number"]
        assert {finding["severity"] for finding in approved.findings} == {"warn"}


class RequestChangesTests:
    @pytest.mark.parametrize("comment", ["", "  \n"])
    def test_refused_and_unchanged_when_there_is_no_comment(self, make_copy: Any, marketer: Any, comment: str) -> None:
        copy = make_copy()
        before = _row(copy)

        with pytest.raises(CommentMissing):
            copy_request_changes(copy_id=copy.pk, by=marketer, comment=comment)

        assert _row(copy) == before


class SubmitTests:
    def test_refused_when_asked_for_changes_and_nothing_was_edited(self, make_copy: Any, marketer: Any) -> None:
        copy = make_copy()
        copy_request_changes(copy_id=copy.pk, by=marketer, comment="Shorter")
        before = _row(copy)

        with pytest.raises(WrongState):
            copy_submit(copy_id=copy.pk, by=marketer)

        assert _row(copy) == before

    def test_in_review_when_the_text_was_edited_since(self, make_copy: Any, marketer: Any) -> None:
        copy = make_copy()
        copy_request_changes(copy_id=copy.pk, by=marketer, comment="Shorter")
        copy_edit(copy_id=copy.pk, text="A navy backpack for your laptop.", by=marketer, expected_version=2)

        assert copy_submit(copy_id=copy.pk, by=marketer).state == "in_review"


class PublishTests:
    def test_stamped_when_published_and_not_when_withdrawn(self, make_copy: Any, marketer: Any) -> None:
        copy = make_copy(state="approved")

        published = copy_publish(copy_id=copy.pk, by=marketer)
        assert published.published_at is not None

        assert copy_withdraw(copy_id=copy.pk, by=marketer).published_at is None

    def test_blocked_when_the_product_changed_after_approval(self, make_copy: Any, marketer: Any) -> None:
        copy = make_copy(state="approved")
        ProductText.objects.filter(product=copy.product).update(title="Nordkap backpack, red", description="A bag.")

        with pytest.raises(Blocked):
            copy_publish(copy_id=copy.pk, by=marketer)

        assert Copy.objects.get(pk=copy.pk).state == "approved"


class EditTests:
    @pytest.mark.parametrize(
        ("state", "after"),
        [
            ("draft", "draft"),
            ("in_review", "in_review"),
            ("needs_changes", "needs_changes"),
            ("approved", "in_review"),
            ("published", "in_review"),
            ("withdrawn", "in_review"),
        ],
    )
    def test_new_wording_goes_where_it_must_be_read(
        self, make_copy: Any, marketer: Any, state: str, after: str
    ) -> None:
        copy = make_copy(state=state)

        edited = copy_edit(copy_id=copy.pk, text="A navy backpack\n for your laptop.", by=marketer, expected_version=1)

        assert (edited.state, edited.version, edited.author) == (after, 2, marketer)
        assert edited.text == "A navy backpack for your laptop."
        assert list(copy.revisions.values_list("number", "text", "author")) == [
            (1, copy.text, None),
            (2, edited.text, marketer.pk),
        ]

    def test_findings_are_stored_when_the_gate_objects(self, make_copy: Any, marketer: Any) -> None:
        copy = make_copy()

        edited = copy_edit(copy_id=copy.pk, text="A black leather bag, 25 L.", by=marketer, expected_version=1)

        assert [(finding["code"], finding["span"]) for finding in edited.findings] == [
            ("colour", [2, 7]),
            ("material", [8, 15]),
            ("number", [21, 25]),
        ]

    def test_nothing_happens_when_the_text_is_the_same(self, make_copy: Any, marketer: Any) -> None:
        copy = make_copy(state="published")
        before = _row(copy)

        copy_edit(copy_id=copy.pk, text=f" {copy.text} ", by=marketer, expected_version=1)

        assert _row(copy) == before

    @pytest.mark.parametrize("person", ["merchandiser", "analyst", "outsider"])
    def test_refused_and_unchanged_when_the_role_may_not(
        self, make_copy: Any, request: pytest.FixtureRequest, person: str
    ) -> None:
        copy = make_copy()
        before = _row(copy)

        with pytest.raises(NotAllowed):
            copy_edit(copy_id=copy.pk, text="A bag.", by=request.getfixturevalue(person), expected_version=1)

        assert _row(copy) == before

    def test_conflict_and_unchanged_when_somebody_was_faster(self, make_copy: Any, marketer: Any) -> None:
        copy = make_copy(version=4)
        before = _row(copy)

        with pytest.raises(Conflict):
            copy_edit(copy_id=copy.pk, text="A bag.", by=marketer, expected_version=3)

        assert _row(copy) == before
