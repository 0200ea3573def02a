"""Pins, hides, boosts and buries in one gesture: from the preview, from the list of rules, by mending what is dead.

Where the shop likes quick changes (RECDASH_QUICK_RULES) and the person may, a gesture is a release of its own that is
published at once: copied from what is live, changed in this one thing, and open to a rollback like any other. Nobody
approves it, which is why nothing but a single rule for one product, or taking a rule away, can come about like this.
Everywhere else the change goes into a draft.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import Product
from recommendations.models import Placement, Release, ReleaseDecision, Rule
from recommendations.services.release_publish import put_into_force
from recommendations.services.releases import release_begin, release_changing
from users.models import User

PLACING = (Rule.Kind.PIN, Rule.Kind.SOFT_PIN, Rule.Kind.HIDE)
MOVING = (Rule.Kind.BOOST, Rule.Kind.BURY)
GESTURES = (*PLACING, *MOVING)
NUDGE = 0.5  # what one gesture adds to a product's own score, or takes from it


def rule_pin(
    *, placement: Placement, product: Product, position: int, by: Any, note: str = "", release: Release | None = None
) -> Rule:
    """Pin a product; another rule for it here gives way, and a pin at the same position moves it down.

    Raises ValidationError in words where the product may not be shown at all.
    """
    if not product.recommendable:
        raise ValidationError(_("This product is hidden, unavailable or sold out: a pin would show nothing."))
    with _changing(by, release, _("Pin %(product)s") % {"product": product}) as target:
        _for_product(target, placement, product).delete()
        _make_room(target, placement, position)
        return _made(target, placement, product, by, kind=Rule.Kind.PIN, position=position, note=note)


def rule_hide(
    *, placement: Placement, product: Product, by: Any, note: str = "", release: Release | None = None
) -> Rule:
    """Hide a product from a placement; another rule for it here gives way."""
    with _changing(by, release, _("Hide %(product)s") % {"product": product}) as target:
        _for_product(target, placement, product).delete()
        return _made(target, placement, product, by, kind=Rule.Kind.HIDE, position=None, note=note)


def rule_nudge(*, kind: str, placement: Placement, product: Product, by: Any, release: Release | None = None) -> Rule:
    """Boost or bury a product by half of its own score; the nudge that it has here already gives way.

    What places it stays: a pinned product stands where it is pinned, however it would rank.
    """
    words = _("Boost %(product)s") if kind == Rule.Kind.BOOST else _("Bury %(product)s")
    with _changing(by, release, words % {"product": product}) as target:
        nudges_of(target, placement, product).delete()
        return _made(target, placement, product, by, kind=kind, position=None, strength=NUDGE)


def nudges_of(release: Release, placement: Placement, product: Product) -> Any:
    """Return the boost or bury that a gesture made; one for some shoppers or days alone is somebody's own work."""
    always = Rule.objects.filter(starts_at=None, ends_at=None, weekdays=[], condition={}, audience={})
    return always.filter(release=release, placements=[placement.key], product=product, kind__in=MOVING)


def rule_remove(*, rule: Rule, by: Any, release: Release | None = None) -> Release:
    """Take a rule back, whichever copy of it is named."""
    with _changing(by, release, _("Without: %(rule)s") % {"rule": rule}) as target:
        for row in Rule.objects.filter(release=target, key=rule.key):
            row.delete()  # one by one, so that the change is written down
    return target


def rule_end(*, rule: Rule, by: Any, release: Release | None = None) -> Release:
    """Switch a rule off, whichever copy of it is named; it stays in the release, to be read or switched on again."""
    with _changing(by, release, _("Ended: %(rule)s") % {"rule": rule}) as target:
        for row in Rule.objects.filter(release=target, key=rule.key, enabled=True):
            _changed(row, by, enabled=False)
    return target


def rule_extend(*, rule: Rule, by: Any, until: datetime, release: Release | None = None) -> Release:
    """Let a rule hold until a later moment. It begins to act again, so this goes into a draft, to be reviewed."""
    with _changing(by, release or draft_of(by) or release_begin(by=by), "") as target:
        for row in Rule.objects.filter(release=target, key=rule.key):
            _changed(row, by, ends_at=until)
    return target


def draft_of(by: User) -> Release | None:
    """Return the draft that a person works on: the latest one that they began."""
    mine = (Release.State.DRAFT, Release.State.NEEDS_CHANGES)
    return Release.objects.filter(author=by, state__in=mine).order_by("-updated_at").first()


def is_quick(by: User) -> bool:
    """Whether a gesture of this person goes into force at once."""
    return bool(settings.RECDASH_QUICK_RULES) and by.has_perm("recommendations.quick_release")


@contextmanager
def _changing(by: User, release: Release | None, name: str) -> Iterator[Release]:
    """Yield the release that a gesture changes: the named one, a quick one, or the person's own draft."""
    if release is None and is_quick(by):
        with transaction.atomic():
            quick = release_begin(by=by, name=name[:200], quick=True)
            yield quick
            put_into_force(quick, before=quick.state, by=by, action=ReleaseDecision.Action.PUBLISH)
        return
    target = release or draft_of(by) or release_begin(by=by)
    with release_changing(release_id=target.pk, by=by) as changed:
        yield changed


def _changed(rule: Rule, by: User, **values: Any) -> None:
    for name, value in values.items():
        setattr(rule, name, value)
    rule.changed_by, rule.changed_at, rule.version = by, timezone.now(), rule.version + 1
    rule.full_clean()
    rule.save()


def _for_product(release: Release, placement: Placement, product: Product) -> Any:
    return Rule.objects.filter(release=release, placements=[placement.key], product=product, kind__in=PLACING)


def _made(release: Release, placement: Placement, product: Product, by: User, **values: Any) -> Rule:
    first = Rule.objects.filter(release=release).order_by("order").values_list("order", flat=True).first()
    order = max(0, (first or 0) - 1)  # the latest gesture wins among equals
    rule = Rule(
        release=release,
        placements=[placement.key],
        product=product,
        created_by=by,
        changed_by=by,
        order=order,
        **values,
    )
    rule.full_clean()
    rule.save()
    return rule


def _make_room(release: Release, placement: Placement, position: int) -> None:
    """Move the pin at this position one down, and so on to the first gap."""
    pins = Rule.objects.select_for_update().filter(
        release=release, placements=[placement.key], kind=Rule.Kind.PIN, position__gte=position
    )
    crowded = []
    for expected, rule in enumerate(pins.order_by("position"), start=position):
        if rule.position != expected:
            break
        crowded.append(rule)
    for rule in crowded:
        rule.position = (rule.position or 0) + 1
        rule.save(update_fields=["position"])
