"""Puts a release into force, now or when it is due, and goes back to the one before."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.current_store import in_store
from recommendations.models import Flow, ModelVersion, Release, ReleaseDecision, Rule
from recommendations.releasing.errors import LiveMovedOn, ReleaseError, WrongState
from recommendations.releasing.merge import take_over
from recommendations.releasing.workflow import next_state
from recommendations.selectors.releases import (
    flow_values,
    flows_by_placement,
    prompt_values,
    release_live,
    rule_values,
    rules_by_key,
)
from recommendations.services.model_promotion import PromotionRefused, version_promote
from recommendations.services.releases import (
    locked,
    record,
    release_changing,
    require_permission,
    store_lock,
    stored,
)
from users.models import User

logger = logging.getLogger(__name__)
Action = ReleaseDecision.Action


@transaction.atomic
def release_publish(*, release_id: int, by: User | None, expected_version: int | None = None) -> Release:
    """Put an approved release into force; `by` None: it is due, and somebody scheduled it.

    Rules and flows that went live since it began, and that it does not touch, come with it. Raises LiveMovedOn where
    both changed the same, and ReleaseError where the model version that it names can no longer be used.
    """
    if by is not None:
        require_permission("publish", by)
    store_lock()
    release = locked(release_id, expected_version)
    before, release.state = release.state, next_state(release.state, "publish")
    clashes = _take_over_live(release)
    if clashes:
        raise LiveMovedOn(_("What is live changed since, in the same places. Take it over or keep this first."))
    return put_into_force(release, before=before, by=by, action=Action.PUBLISH)


@transaction.atomic
def release_roll_back(*, by: User, to_id: int | None = None) -> Release:
    """Go back, in one step, to the release that was live before this one; or to the superseded one that is named.

    The model goes back with it where the release that is left had put one into use.
    """
    require_permission("roll_back", by)
    store_lock()
    live = release_live()
    target_id = to_id or (live.replaced_id if live else None)
    if live is None or target_id is None:
        raise WrongState(_("There is no release before this one to go back to."))
    release = locked(target_id, None)
    before, release.state = release.state, next_state(release.state, "roll_back")
    _promote(live.model_before if live.model_version_id else None, by=by)
    return _swap(release, live, before=before, by=by, action=Action.ROLL_BACK)


@transaction.atomic
def release_take_over(*, release_id: int, by: User, keep_mine: bool) -> Release:
    """Bring into a draft what went live since it began; of what both changed, `keep_mine` keeps the draft's."""
    with release_changing(release_id=release_id, by=by) as release:
        clashes = _take_over_live(release, keep_mine=keep_mine)
        comment = _("%(n)s changed in both; kept: %(whose)s") % {
            "n": clashes,
            "whose": _("this one") if keep_mine else _("what is live"),
        }
        record(release, Action.TAKE_OVER, before=release.state, by=by, comment=comment if clashes else "")
    return release


def releases_publish_due(*, now: datetime | None = None) -> int:
    """Publish what is due, in all stores, and return how many; one that cannot is told of and stays scheduled."""
    due = Release._base_manager.filter(state=Release.State.SCHEDULED, publish_at__lte=now or timezone.now())
    published = 0
    for pk, store in list(due.order_by("publish_at").values_list("pk", "store_id")):
        with in_store(store):
            try:
                release_publish(release_id=pk, by=None)
                published += 1
            except ReleaseError as error:
                logger.warning("release %s is due and cannot go live: %s", pk, error.message)
    return published


def put_into_force(release: Release, *, before: str, by: User | None, action: Action, comment: str = "") -> Release:
    """Publish a release that may be, within the caller's transaction and its lock of the store."""
    live = release_live()
    release.prompt_versions = {name: told["version"] for name, told in prompt_values(release).items()}
    release.replaced = live
    if release.model_version is not None:
        release.model_before = ModelVersion.objects.filter(active=True).first()
        _promote(release.model_version, by=by)
    return _swap(release, live, before=before, by=by, action=action, comment=comment)


def _swap(
    release: Release, live: Release | None, *, before: str, by: User | None, action: Action, comment: str = ""
) -> Release:
    if live is not None:
        live.state = Release.State.SUPERSEDED
        live.save(update_fields=["state", "updated_at"])
        record(live, Action.SUPERSEDE, before=Release.State.PUBLISHED, by=by, comment=f"#{release.number}")
    release.state, release.published_at, release.publish_at = Release.State.PUBLISHED, timezone.now(), None
    if action == Action.ROLL_BACK:  # immutable: a version that was compiled once stays true
        release.save(update_fields=["state", "published_at", "publish_at", "updated_at"])
    else:
        stored(release, by=None)
    record(release, action, before=before, by=by, comment=comment)
    transaction.on_commit(lambda: logger.info("release %s: %s by %s", release, action, by))
    return release


def _promote(version: ModelVersion | None, *, by: User | None) -> None:
    if version is None or version.active:
        return
    try:
        version_promote(version=version, verdict=_("Named by a release."), by=by)
    except PromotionRefused as error:
        raise ReleaseError(str(error)) from error


def _take_over_live(release: Release, *, keep_mine: bool | None = None) -> int:
    """Bring in what went live since the release began; return how many rules and flows both changed.

    With `keep_mine` None nothing changes where there is any of those.
    """
    live = release_live()
    if live is None or release.base_id == live.pk or release.base is None:
        return 0
    sides: list[tuple[dict[Any, Any], ...]] = []
    for read in (rules_by_key, flows_by_placement):
        sides.append(tuple(read(side) for side in (release.base, live, release)))
    plans = [take_over(*({key: _values(row) for key, row in side.items()} for side in of_kind)) for of_kind in sides]
    prompts = take_over(*(prompt_values(side) for side in (release.base, live, release)))
    clashes = sum(len(plan.clashes) for plan in plans) + len(prompts.clashes)
    if clashes and keep_mine is None:
        return clashes
    for plan, (_base, theirs, mine) in zip(plans, sides, strict=True):
        taken = set(plan.put) if keep_mine is not False else {*plan.put, *(plan.clashes & theirs.keys())}
        gone = set(plan.drop) if keep_mine is not False else {*plan.drop, *(plan.clashes - theirs.keys())}
        for key in (taken | gone) & mine.keys():
            mine[key].delete()
        for key in taken:
            row = theirs[key]
            row.pk, row.release = None, release
            row.save()
    theirs = prompt_values(live)
    taken = {*prompts.put, *(prompts.clashes if keep_mine is False else ())}
    release.prompt_versions |= {name: theirs[name]["version"] for name in taken}
    release.base = live
    return clashes


def _values(row: Rule | Flow) -> dict[str, Any]:
    return rule_values(row) if isinstance(row, Rule) else flow_values(row)
