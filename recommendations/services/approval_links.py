"""Lets somebody without an account decide once about a release: a signed link that expires and is used up."""

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from recommendations.models import ApprovalLink, Release, ReleaseDecision
from recommendations.releasing.errors import LinkSpent, OwnRelease, WrongState
from recommendations.services.release_workflow import decide
from recommendations.services.releases import require_permission
from users.models import User

SALT = "recdash.release-approval"
DAYS_VALID = 7


def approval_link_make(*, release_id: int, by: User, guest: str, days: int = DAYS_VALID) -> str:
    """Return the token of a new link for a guest.

    Whoever makes it answers for the guest, so it must be somebody who could have approved the release themselves.
    """
    require_permission("approve", by)
    release = Release.objects.get(pk=release_id)
    if by.pk in release.editors:
        raise OwnRelease(_("You wrote a part of this release: a reviewer has to invite the guest."))
    if release.state != Release.State.IN_REVIEW:
        raise WrongState(_("Only a release in review can be decided about: send it for review first."))
    link = ApprovalLink.objects.create(
        release=release,
        guest=guest.strip(),
        release_version=release.version,
        created_by=by,
        expires_at=timezone.now() + timedelta(days=days),
    )
    return str(signing.Signer(salt=SALT).sign_object([link.store_id, link.pk]))


def approval_link_read(token: str) -> ApprovalLink:
    """Return the link of a token, of whatever store; raises LinkSpent where it can no longer be used."""
    try:
        store, pk = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkSpent(_("This link is not one of ours.")) from None
    link = ApprovalLink._base_manager.select_related("release").filter(pk=pk, store_id=store).first()
    if link is None:
        raise LinkSpent(_("This link is not one of ours."))
    if link.used_at is not None:
        raise LinkSpent(_("This link has been used: the decision is made."))
    if link.expires_at <= timezone.now():
        raise LinkSpent(_("This link has expired: ask for a new one."))
    if link.release.version != link.release_version or link.release.state != Release.State.IN_REVIEW:
        raise LinkSpent(_("The release has changed since this link was made: ask for a new one."))
    found: ApprovalLink = link
    return found


@transaction.atomic
def approval_link_use(*, token: str, approve: bool, comment: str = "") -> Release:
    """Decide by a link, once; runs in the store of the release."""
    pk = approval_link_read(token).pk
    ApprovalLink.objects.select_for_update().get(pk=pk)
    link = approval_link_read(token)  # again, now that nobody else can use it up
    action = ReleaseDecision.Action.APPROVE if approve else ReleaseDecision.Action.REQUEST_CHANGES
    release = decide(action, link.release_id, None, link.release_version, comment, guest=link.guest)
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    return release
