"""Begins releases and changes what stands in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.current_store import current_store_id
from catalog.models import Store
from recommendations.models import Flow, Placement, Release, ReleaseDecision, Rule
from recommendations.releasing.errors import Conflict, NotAllowed
from recommendations.releasing.workflow import PERMISSIONS, state_after_edit
from recommendations.selectors.releases import release_live
from users.models import User

EDITABLE = frozenset({"name", "note", "due_on", "model_version", "prompt_versions"})


@transaction.atomic
def release_first() -> Release:
    """Return the published release of the store; make one without rules where there is none yet."""
    live = release_live()
    if live is not None:
        return live
    store_lock()
    live = release_live() or _numbered(name=_("First release"), state=Release.State.DRAFT)
    if live.state != Release.State.PUBLISHED:
        _flows_of_placements(live)
        live.state, live.published_at = Release.State.PUBLISHED, timezone.now()
        live.save()
    return live


@transaction.atomic
def release_begin(*, by: User, name: str = "", note: str = "", quick: bool = False) -> Release:
    """Make a draft with the rules and flows of what is live."""
    require_permission("quick" if quick else "edit", by)
    live = release_first()
    store_lock()
    release = _numbered(
        name=name or _("Changes by %(who)s") % {"who": by},
        note=note,
        base=live,
        author=by,
        editors=[by.pk],
        quick=quick,
        prompt_versions=live.prompt_versions,
    )
    content_copy(source=live, target=release)
    return release


@transaction.atomic
def release_edit(*, release_id: int, by: User, expected_version: int | None, **changes: Any) -> Release:
    """Change name, note, due date, model or prompt versions; raise Conflict where somebody else did in the meantime."""
    with release_changing(release_id=release_id, by=by, expected_version=expected_version) as release:
        for name in EDITABLE & changes.keys():
            setattr(release, name, changes[name])
    return release


@contextmanager
def release_changing(*, release_id: int, by: User, expected_version: int | None = None) -> Iterator[Release]:
    """Yield the release, locked, for a change of what stands in it, and store its next version after it.

    Raises NotAllowed, Immutable, or Conflict where its version is another than the expected one.
    """
    require_permission("edit", by)
    with transaction.atomic():
        release = locked(release_id, expected_version)
        before, release.state = release.state, state_after_edit(release.state)
        yield release
        if release.state != before:
            release.approver = release.publish_at = None
            record(release, ReleaseDecision.Action.REOPEN, before=before, by=by)
        stored(release, by=by)


def require_permission(action: str, by: User) -> None:
    if not by.has_perm(PERMISSIONS[action]):
        raise NotAllowed(_("Your role may not do this; ask a merchandiser or an administrator."))


def locked(release_id: int, expected_version: int | None) -> Release:
    """Return the row, locked to the end of the transaction; raise Release.DoesNotExist or Conflict."""
    release: Release = Release.objects.select_for_update(no_key=True).get(pk=release_id)
    if expected_version is not None and release.version != expected_version:
        raise Conflict(_("Somebody changed this release in the meantime. Look at it again before you decide."))
    return release


def record(
    release: Release, action: str, *, before: str, by: User | None, comment: str = "", guest: str = ""
) -> ReleaseDecision:
    """Write down one step; in the transaction of the change itself."""
    made: ReleaseDecision = ReleaseDecision.objects.create(
        release=release,
        action=action,
        from_state=before,
        to_state=release.state,
        version=release.version,
        comment=comment.strip(),
        decided_by=by,
        guest=guest,
    )
    return made


def stored(release: Release, *, by: User | None) -> Release:
    """Save the next version; who changed it counts as one of its editors."""
    if by is not None and by.pk not in release.editors:
        release.editors = [*release.editors, by.pk]
    release.version += 1
    release.save()
    return release


def store_lock() -> None:
    """Let one release of the store begin or go live at a time; readers and the rest of the shop do not wait."""
    Store.objects.select_for_update(no_key=True).get(pk=current_store_id())


def content_copy(*, source: Release, target: Release) -> None:
    """Put copies of all rules and flows of one release into another one, which has none yet."""
    rules = list(Rule.objects.filter(release=source))
    flows = list(Flow.objects.filter(release=source))
    for row in [*rules, *flows]:
        row.pk, row.release = None, target
    Rule.objects.bulk_create(rules)
    Flow.objects.bulk_create(flows)
    _flows_of_placements(target)


def _numbered(**values: Any) -> Release:
    last = Release.objects.aggregate(last=Max("number"))["last"] or 0
    release: Release = Release.objects.create(number=last + 1, **values)
    return release


def _flows_of_placements(release: Release) -> None:
    """Give the release a flow for each placement that has none in it, as the placement itself says."""
    missing = Placement.objects.exclude(flows__release=release)
    Flow.objects.bulk_create(
        Flow(release=release, placement=row, k=row.k, new_share=row.new_share, exploration_share=row.exploration_share)
        for row in missing
    )
