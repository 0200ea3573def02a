"""What people do to a release on its page."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from recommendations.dashboard.access import StaffRequest, staff_page
from recommendations.dashboard.flow_form import FlowForm
from recommendations.dashboard.release_prompts import chosen_prompts
from recommendations.dashboard.toasts import toast
from recommendations.models import Flow, ModelVersion, Release, Rule
from recommendations.releasing.errors import ReleaseError
from recommendations.selectors.releases import rules_by_key
from recommendations.services import release_workflow as workflow
from recommendations.services.approval_links import approval_link_make
from recommendations.services.flows import flow_change
from recommendations.services.release_publish import release_publish, release_roll_back, release_take_over
from recommendations.services.releases import release_begin, release_edit
from recommendations.services.rule_edits import rule_change, rule_drop, rules_order


@require_POST
@staff_page("recommendations.add_release")
def release_start(request: StaffRequest) -> HttpResponse:
    """Begin a draft and open it."""
    release = release_begin(by=request.user, name=request.POST.get("name", "").strip())
    return HttpResponseRedirect(reverse("release", args=[release.number]))


@require_POST
@staff_page("recommendations.view_release")
def release_act(request: StaffRequest, number: int) -> HttpResponse:
    """Do what the pressed button says; a refusal is told in words and changes nothing."""
    release = get_object_or_404(Release, number=number)
    pressed = next((name for name in ACTIONS if name in request.POST), None)
    if pressed is None:
        return HttpResponseBadRequest(_("No action was named."), content_type="text/plain; charset=utf-8")
    try:
        toast(request, ACTIONS[pressed](request, release))
    except ReleaseError as error:
        toast(request, error.message, level=messages.ERROR)
    except ValidationError as error:
        toast(request, " ".join(error.messages), level=messages.ERROR)
    return HttpResponseRedirect(reverse("release", args=[number]))


def _version(request: StaffRequest) -> int | None:
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() else None


def _comment(request: StaffRequest) -> str:
    return request.POST.get("comment", "").strip()


def _submit(request: StaffRequest, release: Release) -> str:
    workflow.release_submit(release_id=release.pk, by=request.user, comment=_comment(request))
    return _("Sent for review.")


def _claim(request: StaffRequest, release: Release) -> str:
    workflow.release_claim(release_id=release.pk, by=request.user)
    return _("You review it.")


def _approve(request: StaffRequest, release: Release) -> str:
    workflow.release_approve(
        release_id=release.pk, by=request.user, expected_version=_version(request), comment=_comment(request)
    )
    return _("Approved. It goes live when somebody publishes or schedules it.")


def _changes(request: StaffRequest, release: Release) -> str:
    workflow.release_request_changes(release_id=release.pk, by=request.user, comment=_comment(request))
    return _("Asked for changes.")


def _comment_on(request: StaffRequest, release: Release) -> str:
    workflow.release_comment(release_id=release.pk, by=request.user, comment=_comment(request))
    return _("Said.")


def _publish(request: StaffRequest, release: Release) -> str:
    release_publish(release_id=release.pk, by=request.user, expected_version=_version(request))
    return _("Published: every list follows it from now on.")


def _schedule(request: StaffRequest, release: Release) -> str:
    moment = _moment(request.POST.get("publish_at", ""))
    if moment is None:
        raise ReleaseError(_("Say when it goes live."))
    workflow.release_schedule(release_id=release.pk, by=request.user, publish_at=moment)
    return _("Scheduled.")


def _unschedule(request: StaffRequest, release: Release) -> str:
    workflow.release_unschedule(release_id=release.pk, by=request.user)
    return _("Off the schedule.")


def _discard(request: StaffRequest, release: Release) -> str:
    workflow.release_discard(release_id=release.pk, by=request.user)
    return _("Discarded. It stays readable here.")


def _roll_back(request: StaffRequest, release: Release) -> str:
    """Back from the live release, or to the superseded one whose page this is."""
    to = release.pk if release.state == Release.State.SUPERSEDED else None
    live = release_roll_back(by=request.user, to_id=to)
    return _("Live again: %(release)s") % {"release": live}


def _take_over(request: StaffRequest, release: Release) -> str:
    release_take_over(release_id=release.pk, by=request.user, keep_mine=request.POST["take_over"] != "live")
    return _("What went live in the meantime now stands here too.")


def _edit(request: StaffRequest, release: Release) -> str:
    said = request.POST
    chosen = said.get("model_version", "")
    release_edit(
        release_id=release.pk,
        by=request.user,
        expected_version=_version(request),
        name=said.get("name", "").strip() or release.name,
        note=said.get("note", "").strip(),
        due_on=parse_date(said.get("due_on", "") or "-"),
        model_version=ModelVersion.objects.filter(pk=int(chosen)).first() if chosen.isdecimal() else None,
        prompt_versions=release.prompt_versions | chosen_prompts(said),
    )
    return _("Saved.")


def _invite(request: StaffRequest, release: Release) -> str:
    guest = request.POST.get("guest", "").strip()
    if not guest:
        raise ReleaseError(_("Say whom the link is for."))
    token = approval_link_make(release_id=release.pk, by=request.user, guest=guest)
    address = request.build_absolute_uri(reverse("release-approval", args=[token]))
    return _("Send this to %(guest)s, it is shown this once: %(address)s") % {"guest": guest, "address": address}


def _move(request: StaffRequest, release: Release) -> str:
    """`move` is "key:up" or "key:down": past its neighbour of the same kind."""
    key, _colon, where = request.POST["move"].partition(":")
    rules = rules_by_key(release)
    moving = rules.get(int(key)) if key.isdecimal() else None
    if moving is None:
        raise ReleaseError(_("This rule is no longer there."))
    alike = [own for own, rule in rules.items() if rule.kind == moving.kind]
    at = alike.index(int(key))
    to = at - 1 if where == "up" else at + 1
    if 0 <= to < len(alike):
        alike[at], alike[to] = alike[to], alike[at]
    rules_order(release_id=release.pk, by=request.user, keys=alike)
    return _("Moved.")


def _order(request: StaffRequest, release: Release) -> str:
    """`order` are the keys of rules as they were dragged."""
    keys = [int(key) for key in request.POST["order"].split(",") if key.isdecimal()]
    rules_order(release_id=release.pk, by=request.user, keys=keys)
    return _("Moved.")


def _rule(release: Release, pk: str) -> Rule:
    rule: Rule = get_object_or_404(Rule, release=release, pk=pk if pk.isdecimal() else 0)
    return rule


def _switch(request: StaffRequest, release: Release) -> str:
    rule = _rule(release, request.POST["switch"])
    rule_change(rule_id=rule.pk, by=request.user, expected_version=None, values={"enabled": not rule.enabled})
    return _("Switched off.") if rule.enabled else _("Switched on.")


def _drop(request: StaffRequest, release: Release) -> str:
    rule_drop(rule_id=_rule(release, request.POST["drop"]).pk, by=request.user)
    return _("Taken out of this release.")


def _flow(request: StaffRequest, release: Release) -> str:
    flow: models.Model = get_object_or_404(Flow, release=release, pk=request.POST["flow"])
    form = FlowForm(request.POST, instance=flow)
    if not form.is_valid():
        raise ValidationError([f"{form[name].label}: {' '.join(map(str, told))}" for name, told in form.errors.items()])
    flow_change(flow_id=flow.pk, by=request.user, expected_version=_version(request), values=form.values())
    return _("Saved.")


def _moment(text: str) -> datetime | None:
    moment = parse_datetime(text) if text else None
    return timezone.make_aware(moment) if moment is not None and timezone.is_naive(moment) else moment


ACTIONS: dict[str, Callable[[StaffRequest, Release], str]] = {
    "submit": _submit,
    "claim": _claim,
    "approve": _approve,
    "request_changes": _changes,
    "say": _comment_on,
    "publish": _publish,
    "schedule": _schedule,
    "unschedule": _unschedule,
    "discard": _discard,
    "roll_back": _roll_back,
    "take_over": _take_over,
    "edit": _edit,
    "invite": _invite,
    "move": _move,
    "order": _order,
    "switch": _switch,
    "drop": _drop,
    "flow": _flow,
}
