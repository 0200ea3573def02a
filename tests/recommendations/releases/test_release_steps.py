"""The life of a release: who may do what, when, and what is written down."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recommendations.models import Flow, Release, ReleaseDecision, Rule
from recommendations.releasing.errors import (
    CommentMissing,
    Conflict,
    Immutable,
    NotAllowed,
    OwnRelease,
    ReleaseError,
    WrongState,
)
from recommendations.selectors.releases import release_live
from recommendations.services.release_publish import release_publish, release_roll_back, releases_publish_due
from recommendations.services.release_workflow import (
    release_approve,
    release_claim,
    release_comment,
    release_request_changes,
    release_schedule,
    release_submit,
)
from recommendations.services.releases import release_begin, release_edit
from recommendations.services.rule_edits import rule_add
from tests.factories import ProductFactory, RuleFactory

pytestmark = pytest.mark.django_db


def approved(draft, author, reviewer) -> Release:
    release_submit(release_id=draft.pk, by=author)
    return release_approve(release_id=draft.pk, by=reviewer)


class ReleaseBeginTests:
    def test_draft_holds_copies_of_what_is_live(self, author):
        live = RuleFactory(position=3, note="Sale")

        draft = release_begin(by=author, name="Autumn")

        [copy] = Rule.objects.filter(release=draft)
        assert (copy.key, copy.position, copy.note, copy.product_id) == (live.key, 3, "Sale", live.product_id)
        assert copy.pk != live.pk
        assert (draft.number, draft.state, draft.base, draft.author) == (2, "draft", release_live(), author)
        assert Flow.objects.filter(release=draft).count() == Flow.objects.filter(release=release_live()).count() > 0

    @pytest.mark.parametrize("role", ["marketer", "analyst", "outsider"])
    def test_others_may_not_begin_one(self, role, request):
        with pytest.raises(NotAllowed):
            release_begin(by=request.getfixturevalue(role))

        assert Release.objects.filter(state="draft").count() == 0


class ReleaseStepsTests:
    def test_whole_way_leads_to_the_storefront_and_is_written_down(self, draft, author, reviewer):
        before = release_live()
        release_submit(release_id=draft.pk, by=author)
        release_claim(release_id=draft.pk, by=reviewer)
        release_approve(release_id=draft.pk, by=reviewer, comment="Fine.")

        published = release_publish(release_id=draft.pk, by=author)

        assert release_live() == published == draft
        assert (published.approver, published.reviewer, published.replaced) == (reviewer, reviewer, before)
        before.refresh_from_db()
        assert before.state == "superseded"
        told = ReleaseDecision.objects.filter(release=draft).values_list("action", "decided_by__username", "comment")
        assert list(told) == [
            ("submit", "merchandiser", ""),
            ("claim", "reviewer", ""),
            ("approve", "reviewer", "Fine."),
            ("publish", "merchandiser", ""),
        ]

    def test_author_cannot_approve(self, draft, author):
        release_submit(release_id=draft.pk, by=author)

        with pytest.raises(OwnRelease):
            release_approve(release_id=draft.pk, by=author)

        draft.refresh_from_db()
        assert draft.state == "in_review"

    def test_whoever_wrote_a_part_cannot_approve(self, draft, author, reviewer):
        rule_add(release_id=draft.pk, by=reviewer, values={"kind": "hide", "condition": {"brand": ["Norda"]}})
        release_submit(release_id=draft.pk, by=author)

        with pytest.raises(OwnRelease):
            release_approve(release_id=draft.pk, by=reviewer)

    def test_approval_is_of_what_was_looked_at(self, draft, author, reviewer):
        seen = release_submit(release_id=draft.pk, by=author).version
        rule_add(release_id=draft.pk, by=author, values={"kind": "hide", "condition": {"brand": ["Norda"]}})

        with pytest.raises(Conflict):
            release_approve(release_id=draft.pk, by=reviewer, expected_version=seen)

    def test_change_after_approval_has_to_be_reviewed_again(self, draft, author, reviewer):
        approved(draft, author, reviewer)

        release_edit(release_id=draft.pk, by=author, expected_version=None, name="Winter")

        draft.refresh_from_db()
        assert (draft.state, draft.approver) == ("in_review", None)
        with pytest.raises(WrongState):
            release_publish(release_id=draft.pk, by=author)

    def test_changes_are_asked_for_in_words(self, draft, author, reviewer):
        release_submit(release_id=draft.pk, by=author)

        with pytest.raises(CommentMissing):
            release_request_changes(release_id=draft.pk, by=reviewer, comment=" ")

        assert release_request_changes(release_id=draft.pk, by=reviewer, comment="Why?").state == "needs_changes"

    def test_published_release_never_changes(self, author):
        live = release_live()

        with pytest.raises(Immutable):
            release_edit(release_id=live.pk, by=author, expected_version=None, name="Other")
        with pytest.raises(Immutable):
            rule_add(release_id=live.pk, by=author, values={"kind": "hide", "condition": {"brand": ["Norda"]}})

        live.refresh_from_db()
        assert (live.name, live.rules.count()) == ("First release", 0)

    @pytest.mark.parametrize("role", ["marketer", "analyst"])
    def test_others_look_and_comment_alone(self, role, draft, author, request):
        other = request.getfixturevalue(role)
        release_submit(release_id=draft.pk, by=author)

        release_comment(release_id=draft.pk, by=other, comment="Really?")
        for step in (release_approve, release_submit, release_publish):
            with pytest.raises(NotAllowed):
                step(release_id=draft.pk, by=other)
        with pytest.raises(NotAllowed):
            release_roll_back(by=other)

        draft.refresh_from_db()
        assert draft.state == "in_review"


class ReleaseScheduleTests:
    def test_release_goes_live_when_it_is_due_and_not_before(self, draft, author, reviewer):
        approved(draft, author, reviewer)
        moment = timezone.now() + timedelta(hours=1)
        release_schedule(release_id=draft.pk, by=author, publish_at=moment)

        assert releases_publish_due(now=moment - timedelta(seconds=1)) == 0
        assert releases_publish_due(now=moment) == 1

        assert release_live() == draft

    def test_past_moment_is_refused(self, draft, author, reviewer):
        approved(draft, author, reviewer)

        with pytest.raises(ReleaseError, match="has passed"):
            release_schedule(release_id=draft.pk, by=author, publish_at=timezone.now())

        draft.refresh_from_db()
        assert draft.state == "approved"


class RollBackTests:
    def test_release_before_is_live_again_and_again_the_one_before_that(self, author, reviewer):
        first = release_live()
        second, third = (release_begin(by=author, name=name) for name in ("Second", "Third"))
        for release in (second, third):
            release_publish(release_id=approved(release, author, reviewer).pk, by=author)

        assert release_roll_back(by=author) == second
        assert release_live() == second
        assert release_roll_back(by=author) == first

        second.refresh_from_db()
        third.refresh_from_db()
        assert (release_live(), second.state, third.state) == (first, "superseded", "superseded")
        with pytest.raises(WrongState, match="no release before"):
            release_roll_back(by=author)

    def test_rules_are_those_of_then_when_rolled_back(self, draft, author, reviewer):
        product = ProductFactory()
        rule_add(release_id=draft.pk, by=author, values={"kind": "pin", "product": product, "position": 1})
        release_publish(release_id=approved(draft, author, reviewer).pk, by=author)
        assert Rule.live.count() == 1

        release_roll_back(by=author)

        assert Rule.live.count() == 0
