"""Replay before publishing: what the lists of the last days would have earned in a release."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from recommendations.dashboard.access import StaffRequest, staff_page
from recommendations.dashboard.formats import number, percent
from recommendations.dashboard.toasts import toast, toasts
from recommendations.models import Placement, Release, ReplayRun
from recommendations.sentences import in_words
from recommendations.services.replay import replay_start

RUNS_SHOWN = 20


class ReplayForm(forms.Form):
    """Which release, on which lists."""

    release = forms.TypedChoiceField(label=gettext_lazy("Release"), coerce=int)
    placement = forms.ChoiceField(label=gettext_lazy("Placement"))
    days = forms.TypedChoiceField(
        label=gettext_lazy("Days"), coerce=int, choices=[(days, str(days)) for days in (7, 14, 28)]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Release.objects.exclude(state=Release.State.DISCARDED).order_by("-number")[:50]
        self.fields["release"].choices = [(row.number, str(row)) for row in known]  # type: ignore[attr-defined]
        slots = Placement.objects.values_list("key", "name")
        self.fields["placement"].choices = list(slots)  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            field.widget.attrs |= {"class": "rd-input", "id": f"replay-{name}"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A replay in words."""

    run: ReplayRun
    tone: str
    verdict: str
    basis: str
    limits: str


@staff_page("recommendations.view_replayrun")
def replays(request: StaffRequest) -> HttpResponse:
    """Show the latest replays, and the form that starts one."""
    runs = list(ReplayRun.objects.select_related("created_by")[:RUNS_SHOWN])
    may_start = request.user.has_perm("recommendations.add_replayrun")
    context = {
        "title": _("Replays"),
        "shown": [shown_of(run) for run in runs],
        "running": any(run.status == ReplayRun.Status.RUNNING for run in runs),
        "form": ReplayForm(initial=request.GET.dict()) if may_start else None,
        "toasts": toasts(request),
    }
    if request.htmx:
        return render(request, "dashboard/replays/_runs.html", context)
    return render(request, "dashboard/replays/page.html", admin.site.each_context(request) | context)


@require_POST
@staff_page("recommendations.add_replayrun")
def replay_start_page(request: StaffRequest) -> HttpResponse:
    """Have a worker start a replay."""
    form = ReplayForm(request.POST)
    if form.is_valid():
        replay_start(**form.cleaned_data, started_by=request.user)
    else:
        toast(request, _("Choose a release, a placement and the days."), level=messages.ERROR)
    return redirect("replays")


def shown_of(run: ReplayRun) -> Shown:
    """Put a replay into words; what it cannot know is always among them."""
    if run.status == ReplayRun.Status.FAILED:
        return Shown(run, "bad", _("Nothing could be replayed: %s.") % in_words(run.error), "", "")
    if run.status == ReplayRun.Status.RUNNING:
        words = _("%(done)s of %(total)s lists") % {"done": number(run.done), "total": number(run.total)}
        return Shown(run, "info", words, "", "")
    found = run.result
    return Shown(run, *_verdict(found), _basis(found), _limits(found))


def _verdict(found: Mapping[str, Any]) -> tuple[str, str]:
    change, live = found["change"], found["live"]
    words = {
        "change": _relative(change["value"], live),
        "low": _relative(change["low"], live),
        "high": _relative(change["high"], live),
    }
    if change["low"] > 0:
        return "ok", _("More clicks are to be expected: %(change)s (95 %%: %(low)s … %(high)s).") % words
    if change["high"] < 0:
        return "bad", _("Fewer clicks are to be expected: %(change)s (95 %%: %(low)s … %(high)s).") % words
    return "warn", _("No change in clicks is shown: %(change)s (95 %%: %(low)s … %(high)s).") % words


def _basis(found: Mapping[str, Any]) -> str:
    return _(
        "%(lists)s lists of %(shoppers)s shoppers, %(explored)s explored places; %(same)s of the places hold the same. "
        "Inverse propensity weights, self-normalised; the interval is a bootstrap over shoppers."
    ) % {
        "lists": number(found["lists"]),
        "shoppers": number(found["shoppers"]),
        "explored": number(found["explored"]),
        "same": percent(found["same_share"]),
    }


def _limits(found: Mapping[str, Any]) -> str:
    words = _(
        "Not known: %(unknown)s of the places hold products that these shoppers could not have been shown; they count "
        "as the usual one. What shoppers do later, and a profile, model or stock of then, are not seen."
    ) % {"unknown": percent(1 - found["known_share"])}
    if not found["explored"]:
        words += " " + _("No place was explored, so what is new in a list is a guess: explore places to learn of it.")
    return words


def _relative(change: float, live: float) -> str:
    if not live:
        return number(change, 3)
    return ("+" if change > 0 else "") + percent(change / live, 1)
