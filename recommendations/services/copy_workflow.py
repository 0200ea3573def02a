"""Every step in the life of a copy: permission, change with its decision row, and what follows the commit."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from recommendations.copywriting.errors import (
    Blocked,
    CommentMissing,
    Conflict,
    NotAllowed,
    OwnText,
    WorkflowError,
    WrongState,
)
from recommendations.copywriting.workflow import GATED, PERMISSIONS, STATE_AFTER_EDIT, next_state
from recommendations.models import Copy, CopyDecision, CopyRevision
from recommendations.sentences import in_words
from recommendations.services.copy_gate import copy_take_gate
from users.models import User

__all__ = [
    "Blocked",
    "CommentMissing",
    "Conflict",
    "NotAllowed",
    "OwnText",
    "WorkflowError",
    "WrongState",
    "copy_approve",
    "copy_edit",
    "copy_publish",
    "copy_request_changes",
    "copy_submit",
    "copy_withdraw",
]

logger = logging.getLogger(__name__)
Action = CopyDecision.Action


def copy_submit(*, copy_id: int, by: User, expected_version: int | None = None, comment: str = "") -> Copy:
    """Send a text for review; after a request for changes only once it was edited."""
    return _decide(Action.SUBMIT, copy_id, by, expected_version, comment)


def copy_approve(*, copy_id: int, by: User, expected_version: int | None = None, comment: str = "") -> Copy:
    """Approve a text that somebody else wrote and that the gate lets through."""
    return _decide(Action.APPROVE, copy_id, by, expected_version, comment)


def copy_request_changes(*, copy_id: int, by: User, expected_version: int | None = None, comment: str = "") -> Copy:
    """Send a text back with a comment that says what to change."""
    return _decide(Action.REQUEST_CHANGES, copy_id, by, expected_version, comment)


def copy_publish(*, copy_id: int, by: User, expected_version: int | None = None, comment: str = "") -> Copy:
    """Serve an approved text whose facts still hold."""
    return _decide(Action.PUBLISH, copy_id, by, expected_version, comment)


def copy_withdraw(*, copy_id: int, by: User, expected_version: int | None = None, comment: str = "") -> Copy:
    """Stop serving a text."""
    return _decide(Action.WITHDRAW, copy_id, by, expected_version, comment)


@transaction.atomic
def copy_edit(*, copy_id: int, text: str, by: User, expected_version: int | None) -> Copy:
    """Store a new wording; one that was approved, published or withdrawn goes back to review.

    The person becomes the author. Blocking findings are stored with the text: they stop approval, not editing.
    An unchanged text changes nothing.
    """
    _require_permission("edit", by)
    copy = _locked(copy_id, expected_version)
    wording = " ".join(text.split())
    if wording == copy.text:
        return copy
    before = copy.state
    copy.text, copy.author, copy.state = wording, by, STATE_AFTER_EDIT[copy.state]
    copy_take_gate(copy)
    number = _last_revision(copy) + 1
    CopyRevision.objects.create(copy=copy, number=number, text=wording, author=by)
    if copy.state != before:
        _record(copy, Action.SUBMIT, before=before, by=by, revision=number, comment=_("The text was changed."))
    return _stored(copy, what="edited", by=by)


@transaction.atomic
def _decide(action: Action, copy_id: int, by: User, expected_version: int | None, comment: str) -> Copy:
    _require_permission(action, by)
    copy = _locked(copy_id, expected_version)
    before, copy.state = copy.state, next_state(copy.state, action)
    revision = _last_revision(copy)
    _require_sense(action, copy, before, by=by, revision=revision, comment=comment)
    if action in GATED:
        blocking = copy_take_gate(copy)
        if blocking:
            raise Blocked(_("The fact gate blocks this text: %s") % in_words(blocking[0].message), blocking)
    _record(copy, action, before=before, by=by, revision=revision, comment=comment.strip())
    return _stored(copy, what=action, by=by)


def _require_permission(action: str, by: User) -> None:
    if not by.has_perm(PERMISSIONS[action]):
        raise NotAllowed(_("Your role may not do this; ask a marketer or an administrator."))


def _locked(copy_id: int, expected_version: int | None) -> Copy:
    """Return the row, locked to the end of the transaction; raise Copy.DoesNotExist or Conflict."""
    copy: Copy = Copy.objects.select_for_update().get(pk=copy_id)
    if expected_version is not None and copy.version != expected_version:
        raise Conflict(_("Somebody changed this text in the meantime. Look at it again before you decide."))
    return copy


def _require_sense(action: Action, copy: Copy, before: str, *, by: User, revision: int, comment: str) -> None:
    if action == Action.APPROVE and copy.author_id is not None and copy.author_id == by.pk:
        raise OwnText(_("You wrote this text last, so somebody else has to approve it."))
    if action == Action.REQUEST_CHANGES and not comment.strip():
        raise CommentMissing(_("Say in a comment what should change."))
    if action == Action.SUBMIT and before == Copy.State.NEEDS_CHANGES and not _edited_since_request(copy, revision):
        raise WrongState(_("Changes were asked for: edit the text before you send it for review again."))


def _edited_since_request(copy: Copy, revision: int) -> bool:
    asked = copy.decisions.filter(action=Action.REQUEST_CHANGES).order_by("-pk").first()
    return asked is None or revision > asked.revision


def _last_revision(copy: Copy) -> int:
    return int(copy.revisions.order_by("-number").values_list("number", flat=True).first() or 0)


def _record(copy: Copy, action: Action, *, before: str, by: User | None, revision: int, comment: str) -> None:
    CopyDecision.objects.create(
        copy=copy,
        action=action,
        from_state=before,
        to_state=copy.state,
        revision=revision,
        comment=comment,
        decided_by=by,
    )


def _stored(copy: Copy, *, what: str, by: User | None) -> Copy:
    """Save the next version; the log tells of it once it is committed."""
    published = copy.state == Copy.State.PUBLISHED
    copy.published_at = (copy.published_at or timezone.now()) if published else None
    copy.version += 1
    copy.save()
    transaction.on_commit(lambda: logger.info("copy %s: %s by %s, now %s", copy.pk, what, by, copy.state))
    return copy
