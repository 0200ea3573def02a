"""The page of all changes and decisions."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from recdash.lib.csv_cells import csv_lines
from recommendations.dashboard.access import StaffRequest, render_part_or_page, staff_page
from recommendations.dashboard.audit_settings import AuditSettings
from recommendations.dashboard.links import change_link
from recommendations.models import Copy, CopyDecision, Release, ReleaseDecision
from recommendations.selectors.audit_trail import (
    COPY_STEPS,
    RELEASE_STEPS,
    Entry,
    audit_entries,
    audit_kinds,
    audit_page,
    audit_people,
)
from recommendations.selectors.owed_events import store_zone

PAGE = 50
CSV_COLUMNS = ("when", "who", "kind", "object", "action", "field", "before", "after", "comment")
Change = tuple[str, str, str]  # field, before, after


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An entry in words."""

    entry: Entry
    kind: str
    action: str
    changes: list[Change]
    link: str


@staff_page("auditlog.view_logentry")
def audit(request: StaffRequest) -> HttpResponse:
    """Show the latest changes that the address asks for."""
    settings = AuditSettings.from_query(request.GET)
    entries, more = audit_page(settings.wanted(store_zone()), page=settings.page, size=PAGE)
    kinds = _kinds()
    context = {
        "title": _("Changes"),
        "settings": settings,
        "people": audit_people(),
        "kinds": kinds,
        "lines": [_line(entry, kinds) for entry in entries],
        "earlier": settings.query(page=settings.page + 1) if more else "",
        "later": settings.query(page=settings.page - 1) if settings.page > 1 else "",
        "is_first": settings.page == 1,
        "filters": settings.query(page=1),
    }
    return render_part_or_page(request, "audit", context, f"{request.path}?{settings.query()}")


@staff_page("auditlog.view_logentry")
def audit_csv(request: StaffRequest) -> StreamingHttpResponse:
    """Return everything that the address asks for as a file, a line for each field that changed."""
    wanted = AuditSettings.from_query(request.GET).wanted(store_zone())
    rows = audit_entries(wanted)
    response = StreamingHttpResponse(csv_lines(_csv_rows(rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="changes.csv"'
    return response


def _csv_rows(entries: Iterator[Entry]) -> Iterator[tuple[str, ...]]:
    yield CSV_COLUMNS
    for entry in entries:
        told = (entry.at.isoformat(timespec="seconds"), entry.who, entry.kind, entry.object, entry.action)
        for name, (before, after) in entry.changes.items() or [("", ("", ""))]:
            yield (*told, name, before, after, entry.comment)


def _kinds() -> dict[str, str]:
    return {RELEASE_STEPS: _("steps of releases"), COPY_STEPS: _("steps of copy")} | audit_kinds()


def _line(entry: Entry, kinds: dict[str, str]) -> AuditLine:
    return AuditLine(entry, kinds.get(entry.kind, entry.kind), _action(entry), _changes(entry), _link(entry))


def _action(entry: Entry) -> str:
    if entry.kind == RELEASE_STEPS:
        return str(ReleaseDecision.Action(entry.action).label)
    if entry.kind == COPY_STEPS:
        return str(CopyDecision.Action(entry.action).label)
    return {"created": _("created"), "changed": _("changed"), "deleted": _("deleted")}.get(entry.action, _("read"))


def _changes(entry: Entry) -> list[Change]:
    """Return the changes by the names that staff know; states of a workflow in words."""
    states = {RELEASE_STEPS: Release.State, COPY_STEPS: Copy.State}.get(entry.kind)
    if states is not None:
        return [(_("state"), *(str(states(state).label) for state in pair)) for pair in entry.changes.values()]  # type: ignore[misc]
    return [(_field(entry.kind, name), *pair) for name, pair in entry.changes.items()]


def _field(kind: str, name: str) -> str:
    try:
        return str(apps.get_model(kind)._meta.get_field(name).verbose_name)
    except (LookupError, FieldDoesNotExist, AttributeError):
        return name


def _link(entry: Entry) -> str:
    kind, key = entry.target
    if kind == "release":
        return reverse("release", args=[key])
    return change_link(kind, key) if kind else ""
