"""Changes rules of a release that is being worked on."""

from collections.abc import Mapping, Sequence
from typing import Any

from auditlog.models import LogEntry
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from recommendations.models import Release, Rule
from recommendations.releasing.errors import Conflict
from recommendations.selectors.releases import rule_values
from recommendations.services.releases import release_changing
from users.models import User


def rule_add(*, release_id: int, by: User, values: Mapping[str, Any]) -> Rule:
    """Put a rule at the end of a release's list. Raises ValidationError in words, by field."""
    with release_changing(release_id=release_id, by=by) as release:
        last = Rule.objects.filter(release=release).aggregate(last=Max("order"))["last"]
        rule = Rule(release=release, created_by=by, changed_by=by, order=(last or 0) + 1, **values)
        rule.full_clean()
        rule.save()
    return rule


def rule_change(*, rule_id: int, by: User, expected_version: int | None, values: Mapping[str, Any]) -> Rule:
    """Change a rule; raises Conflict, with what stands there now, where somebody else changed it in the meantime."""
    rule = Rule.objects.get(pk=rule_id)
    with release_changing(release_id=rule.release_id, by=by):
        rule = Rule.objects.select_for_update(of=("self",)).get(pk=rule_id)
        _require_version(rule, expected_version)
        for name, value in values.items():
            setattr(rule, name, value)
        rule.changed_by, rule.changed_at, rule.version = by, timezone.now(), rule.version + 1
        rule.full_clean()
        rule.save()
    return rule


def rule_drop(*, rule_id: int, by: User) -> Rule:
    """Take a rule out of a release that is being worked on."""
    rule = Rule.objects.get(pk=rule_id)
    with release_changing(release_id=rule.release_id, by=by):
        gone = Rule.objects.get(pk=rule_id)
        gone.delete()
    return rule


@transaction.atomic
def rules_order(*, release_id: int, by: User, keys: Sequence[int]) -> Release:
    """Put these rules, by key, into this order among each other; all others keep their places."""
    with release_changing(release_id=release_id, by=by) as release:
        rows = {rule.key: rule for rule in Rule.objects.filter(release=release, key__in=keys)}
        wanted = [rows[key] for key in dict.fromkeys(keys) if key in rows]
        everything = list(Rule.objects.filter(release=release).order_by("order", "pk"))
        before = [rule.key for rule in everything]
        named, waiting = set(rows), iter(wanted)
        ordered = [next(waiting) if rule.key in named else rule for rule in everything]
        for place, rule in enumerate(ordered, start=1):
            rule.order = place
        Rule.objects.bulk_update(ordered, ["order"])
        _write_down(release, before, [rule.key for rule in ordered])
    return release


def _write_down(release: Release, before: Sequence[int], after: Sequence[int]) -> None:
    """Log a new order, which no single row tells of."""
    if list(before) != list(after):
        orders = [", ".join(map(str, keys)) for keys in (before, after)]
        LogEntry.objects.log_create(release, action=LogEntry.Action.UPDATE, changes={"order of rules": orders})


def _require_version(rule: Rule, expected: int | None) -> None:
    if expected is not None and rule.version != expected:
        who = str(rule.changed_by or _("somebody"))
        raise Conflict(
            _("%(who)s changed this rule while you were at it. Nothing you typed is lost.") % {"who": who},
            who=who,
            theirs=rule_values(rule),
        )
