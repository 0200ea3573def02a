"""A guest decides once, by a link."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recommendations.models import ApprovalLink, ReleaseDecision
from recommendations.releasing.errors import CommentMissing, LinkSpent, NotAllowed, OwnRelease
from recommendations.services.approval_links import approval_link_make, approval_link_read, approval_link_use
from recommendations.services.release_workflow import release_submit
from recommendations.services.releases import release_edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(draft, author, reviewer):
    release_submit(release_id=draft.pk, by=author)
    return approval_link_make(release_id=draft.pk, by=reviewer, guest="Ada, head of sales")


class ApprovalLinkTests:
    def test_guest_approves_and_is_named(self, draft, token):
        assert approval_link_use(token=token, approve=True, comment="Good.").state == "approved"

        decision = ReleaseDecision.objects.filter(release=draft).last()
        assert (decision.action, decision.guest, decision.decided_by) == ("approve", "Ada, head of sales", None)

    def test_link_is_used_up_by_its_decision(self, token):
        approval_link_use(token=token, approve=False, comment="No.")

        with pytest.raises(LinkSpent, match="has been used"):
            approval_link_use(token=token, approve=True)

    def test_link_stays_when_the_decision_is_refused(self, draft, token):
        with pytest.raises(CommentMissing):
            approval_link_use(token=token, approve=False)

        assert approval_link_read(token).used_at is None

    def test_link_expires(self, token):
        ApprovalLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

        with pytest.raises(LinkSpent, match="expired"):
            approval_link_use(token=token, approve=True)

    def test_link_is_spent_when_the_release_changes(self, draft, author, token):
        release_edit(release_id=draft.pk, by=author, expected_version=None, name="Other")

        with pytest.raises(LinkSpent, match="has changed"):
            approval_link_use(token=token, approve=True)

    def test_forged_token_is_refused(self, token):
        with pytest.raises(LinkSpent, match="not one of ours"):
            approval_link_use(token=token[:-2] + "xx", approve=True)

    def test_author_cannot_invite_a_guest_around_review(self, draft, author):
        release_submit(release_id=draft.pk, by=author)

        with pytest.raises(OwnRelease):
            approval_link_make(release_id=draft.pk, by=author, guest="me")

    def test_others_cannot_invite(self, draft, author, marketer):
        release_submit(release_id=draft.pk, by=author)

        with pytest.raises(NotAllowed):
            approval_link_make(release_id=draft.pk, by=marketer, guest="me")
