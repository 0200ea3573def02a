"""Releases: what is live, what is being worked on, and one of them with all that stands in it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.dashboard.access import StaffRequest, render_part_or_page, staff_page
from recommendations.dashboard.flow_form import FlowForm
from recommendations.dashboard.release_prompts import prompt_choices
from recommendations.dashboard.release_words import diff_lines
from recommendations.dashboard.rule_words import Names, names_for, rule_sentence
from recommendations.dashboard.toasts import toasts
from recommendations.engine.rules import CONFLICT_ORDER
from recommendations.models import ModelVersion, Placement, Release, Rule
from recommendations.releasing.workflow import BY_OTHERS, PERMISSIONS, actions_from
from recommendations.selectors.release_diff import release_diff
from recommendations.selectors.releases import (
    flows_by_placement,
    release_live,
    releases_done,
    releases_open,
    rules_by_key,
)
from recommendations.services.releases import release_first
from users.models import User


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule as a sentence."""

    rule: Rule
    sentence: str


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules of one kind in one placement, in the order in which they win."""

    title: str
    kind: str
    lines: list[RuleLine]


@dataclass(frozen=True, slots=True)
class PlacementRules:
    """A placement with its rules in conflict order, and its flow."""

    title: str
    key: str
    groups: list[RuleGroup]
    flow: FlowForm | None


@staff_page("recommendations.view_release")
def releases(request: StaffRequest) -> HttpResponse:
    """List what is live, what is being worked on, and what was."""
    release_first()
    context = {
        "title": _("Releases"),
        "live": release_live(),
        "open": list(releases_open()),
        "done": releases_done(),
        "may_edit": request.user.has_perm(PERMISSIONS["edit"]),
        "may_review": request.user.has_perm(PERMISSIONS["roll_back"]),
        "toasts": toasts(request),
    }
    return render_part_or_page(request, "releases", context)


@staff_page("recommendations.view_release")
def release_page(request: StaffRequest, number: int) -> HttpResponse:
    """Show one release: state, rules as sentences, flows, what it changes, and who said what."""
    return render_release(request, get_object_or_404(Release, number=number))


def render_release(request: StaffRequest, release: Release, **extra: Any) -> HttpResponse:
    """Render the page; `extra` adds a message, or what could not be saved."""
    live = release_live()
    editable = release.is_open and request.user.has_perm(PERMISSIONS["edit"])
    against = live if release.is_open else release.replaced
    locale = get_language() or "en"
    diff = diff_lines(release_diff(release, against), locale=locale) if against else []
    context = {
        "title": str(release),
        "release": release,
        "live": live,
        "against": against,
        "diff": diff,
        "behind": release.is_open and live is not None and release.base_id != live.pk,
        "placements": placement_rules(release, locale=locale, editable=editable),
        "decisions": release.decisions.select_related("decided_by"),
        "links": release.approval_links.all(),
        "actions": actions_of(release, request.user),
        "own": request.user.pk in release.editors,
        "editable": editable,
        "may_edit": request.user.has_perm(PERMISSIONS["edit"]),
        "model_versions": ModelVersion.objects.all()[:20] if editable else [],
        "prompts": prompt_choices(release) if editable else [],
        "toasts": toasts(request),
    }
    return render_part_or_page(request, "release", context | extra)


def actions_of(release: Release, user: User) -> frozenset[str]:
    """Return the steps that this person may take now."""
    possible = {action for action in actions_from(release.state) if user.has_perm(PERMISSIONS[action])}
    if user.pk in release.editors:
        possible -= BY_OTHERS
    elif "approve" in possible:
        possible.add("invite")
    if release.state == Release.State.PUBLISHED and release.replaced_id and user.has_perm(PERMISSIONS["roll_back"]):
        possible.add("roll_back")
    return frozenset(possible)


def placement_rules(release: Release, *, locale: str, editable: bool) -> list[PlacementRules]:
    """Group rules by placement, those for all of them first."""
    rules = list(rules_by_key(release).values())
    names, flows = names_for(rules, locale=locale), flows_by_placement(release)
    found = []
    everywhere = [rule for rule in rules if not rule.placements]
    if everywhere:
        found.append(PlacementRules(_("In every placement"), "", _groups(everywhere, names), None))
    for placement in Placement.objects.all():
        flow = flows.get(placement.pk)
        own = [rule for rule in rules if placement.key in rule.placements]
        form = FlowForm(instance=flow, disabled=not editable) if flow else None
        found.append(PlacementRules(placement.name, placement.key, _groups(own, names), form))
    return found


def _groups(rules: list[Rule], names: Names) -> list[RuleGroup]:
    return [
        RuleGroup(
            str(Rule.Kind(kind).label),
            kind,
            [RuleLine(rule, rule_sentence(rule, names)) for rule in rules if rule.kind == kind],
        )
        for kind in CONFLICT_ORDER
        if any(rule.kind == kind for rule in rules)
    ]
