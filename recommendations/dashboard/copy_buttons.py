"""Which buttons a copy offers to whom, and why one is off."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from recommendations.copywriting.workflow import PERMISSIONS, actions_from
from recommendations.models import Copy
from users.models import User


@dataclass(frozen=True, slots=True)
class Buttons:
    """What may be done; `approve_off` says in words why approving is not possible, "" where it is."""

    approve: bool
    approve_off: str
    publish_only: bool
    edit: bool
    submit: bool
    request_changes: bool
    withdraw: bool


def buttons_of(copy: Copy, user: User) -> Buttons:
    """Compare what the state allows with what the person may do."""
    possible = {action for action in actions_from(copy.state) if user.has_perm(PERMISSIONS[action])}
    leads_on = {"approve", "publish"} & set(actions_from(copy.state))
    off = _approve_off(copy, user) if leads_on else ""
    return Buttons(
        approve=bool(leads_on),
        approve_off=off,
        publish_only="approve" not in leads_on,
        edit=user.has_perm(PERMISSIONS["edit"]),
        submit="submit" in possible,
        request_changes="request_changes" in possible,
        withdraw="withdraw" in possible,
    )


def _approve_off(copy: Copy, user: User) -> str:
    if not user.has_perm(PERMISSIONS["approve"]):
        return _("Your role may not approve copy; a marketer does.")
    if copy.author_id == user.pk:
        return _("You wrote this wording, so somebody else has to approve it.")
    if any(finding.get("severity") == "block" for finding in copy.findings):
        return _("The fact gate blocks it. Edit the text, use another candidate, or ask for changes.")
    return ""
