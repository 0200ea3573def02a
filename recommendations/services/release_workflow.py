"""Every decision in the life of a release up to its going live: permission, state, and the row that tells of it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from recommendations.models import Release, ReleaseDecision
from recommendations.releasing.errors import CommentMissing, OwnRelease, ReleaseError
from recommendations.releasing.workflow import BY_OTHERS, next_state
from recommendations.services.releases import locked, record, require_permission, stored
from users.models import User

Action = ReleaseDecision.Action


def release_submit(*, release_id: int, by: User, expected_version: int | None = None, comment: str = "") -> Release:
    """Send a draft for review."""
    return decide(Action.SUBMIT, release_id, by, expected_version, comment)


def release_claim(*, release_id: int, by: User, expected_version: int | None = None) -> Release:
    """Say that one reviews it, so that nobody else begins to."""
    return decide(Action.CLAIM, release_id, by, expected_version, "")


def release_approve(*, release_id: int, by: User, expected_version: int | None = None, comment: str = "") -> Release:
    """Approve what others wrote; raises OwnRelease for whoever wrote a part of it."""
    return decide(Action.APPROVE, release_id, by, expected_version, comment)


def release_request_changes(
    *, release_id: int, by: User, expected_version: int | None = None, comment: str = ""
) -> Release:
    """Send it back with a comment that says what to change."""
    return decide(Action.REQUEST_CHANGES, release_id, by, expected_version, comment)


def release_discard(*, release_id: int, by: User, expected_version: int | None = None, comment: str = "") -> Release:
    """Give a draft up; it stays readable."""
    return decide(Action.DISCARD, release_id, by, expected_version, comment)


def release_unschedule(*, release_id: int, by: User, expected_version: int | None = None) -> Release:
    """Take an approved release off the schedule."""
    return decide(Action.UNSCHEDULE, release_id, by, expected_version, "")


def release_schedule(
    *, release_id: int, by: User, publish_at: datetime, expected_version: int | None = None
) -> Release:
    """Let an approved release go live at a moment; raises ReleaseError where that has passed."""
    if publish_at <= timezone.now():
        raise ReleaseError(_("This moment has passed: publish now, or choose a later one."))
    with transaction.atomic():
        release = decide(Action.SCHEDULE, release_id, by, expected_version, publish_at.isoformat(timespec="minutes"))
        release.publish_at = publish_at
        release.save(update_fields=["publish_at"])
    return release


@transaction.atomic
def release_comment(*, release_id: int, by: User, comment: str) -> ReleaseDecision:
    """Say something about a release, in whatever state it is; nothing else changes."""
    require_permission("comment", by)
    if not comment.strip():
        raise CommentMissing(_("Write a comment first."))
    release = locked(release_id, None)
    return record(release, Action.COMMENT, before=release.state, by=by, comment=comment)


@transaction.atomic
def decide(
    action: Action, release_id: int, by: User | None, expected_version: int | None, comment: str, *, guest: str = ""
) -> Release:
    """Take one step of the state table. A guest's permission is that of whoever made the link, checked there."""
    if by is not None:
        require_permission(action, by)
    release = locked(release_id, expected_version)
    if action in BY_OTHERS and by is not None and by.pk in release.editors:
        raise OwnRelease(_("You wrote a part of this release, so somebody else has to review it."))
    if action == Action.REQUEST_CHANGES and not comment.strip():
        raise CommentMissing(_("Say in a comment what should change."))
    before, release.state = release.state, next_state(release.state, action)
    record(release, action, before=before, by=by, comment=comment, guest=guest)
    if action in (Action.CLAIM, Action.APPROVE):
        release.reviewer = by or release.reviewer
    if action == Action.APPROVE:
        release.approver = by
    if action in (Action.UNSCHEDULE, Action.REQUEST_CHANGES):
        release.publish_at = None
    return stored(release, by=None)
