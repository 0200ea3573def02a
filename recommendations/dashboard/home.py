"""The home page: what needs attention, what runs, how the week went."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.current_store import current_store_id
from catalog.models import Store
from recommendations.dashboard.panels import PANELS
from recommendations.dashboard.panels.running import Running


def home_context(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add the panels that this member of staff may see (Unfold's DASHBOARD_CALLBACK)."""
    shown = [panel for panel in PANELS if panel.is_shown(request.user)]  # type: ignore[arg-type]
    for panel in shown:
        context |= panel.context(request)
    return context | {
        "title": _("Home"),
        "panels": shown,
        "greeting": greeting(timezone.localtime().hour),
        "desk_store": Store.objects.get(pk=current_store_id()),
    }


def greeting(hour: int) -> str:
    """Return what people say at this hour (0–23)."""
    if 5 <= hour < 12:
        return _("Good morning")
    return _("Good afternoon") if 12 <= hour < 18 else _("Good evening")


def running_panel(request: HttpRequest) -> HttpResponse:
    """Render the panel of running jobs, which asks for itself again while something runs."""
    panel = Running()
    if not panel.is_shown(request.user):  # type: ignore[arg-type]
        return HttpResponse(status=403)
    return render(request, panel.template, panel.context(request) | admin.site.each_context(request))
