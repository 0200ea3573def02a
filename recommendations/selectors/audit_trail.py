"""Who changed what, when, before and after: changes of rows and decisions in workflows, in one order of time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from catalog.current_store import current_store_id
from recommendations.models import CopyDecision, Release, ReleaseDecision

ROWS_AT_ONCE = 500
RELEASE_STEPS, COPY_STEPS = "release_steps", "copy_steps"
ACTIONS = {LogEntry.Action.CREATE: "created", LogEntry.Action.UPDATE: "changed", LogEntry.Action.DELETE: "deleted"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for; "" and None mean all. `until` is the first moment that no longer counts."""

    person: str = ""  # a name; "-" is the system
    people_only: bool = False  # leaves out what the system did
    kind: str = ""  # "app.model", RELEASE_STEPS or COPY_STEPS
    object: str = ""  # a part of what it is called
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One change or decision. `changes` are field → (before, after); `target` is the row to go to."""

    at: datetime
    who: str
    kind: str
    action: str  # of ACTIONS, or of the workflow
    object: str
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    comment: str = ""
    target: tuple[str, int | str] = ("", "")  # model and key


def audit_entries(wanted: Wanted) -> Iterator[Entry]:
    """Yield what is asked for, latest first, a few hundred rows in memory at a time."""
    yield from merge(*_sources(wanted), key=lambda entry: entry.at, reverse=True)


def audit_page(wanted: Wanted, *, page: int, size: int) -> tuple[list[Entry], bool]:
    """Return one page (1 is first), and whether there is another one."""
    first = (page - 1) * size
    found = list(islice(audit_entries(wanted), first, first + size + 1))
    return found[:size], len(found) > size


def audit_people() -> list[str]:
    """Return the names of those who changed or decided something in this store."""
    changed = _log().exclude(actor=None).order_by().values_list("actor__username", flat=True).distinct()
    steps = (ReleaseDecision.objects, CopyDecision.objects)
    decided = [rows.order_by().values_list("decided_by__username", flat=True).distinct() for rows in steps]
    guests = ReleaseDecision.objects.exclude(guest="").order_by().values_list("guest", flat=True).distinct()
    return sorted({*changed, *decided[0], *decided[1], *guests} - {None})


def audit_kinds() -> dict[str, str]:
    """Return the kinds of rows whose changes are written down, with their names, in their order."""
    names = {model._meta.label_lower: str(model._meta.verbose_name) for model in auditlog.get_models()}
    return dict(sorted(names.items(), key=lambda item: item[1]))


def _sources(wanted: Wanted) -> list[Iterable[Entry]]:
    sources: list[Iterable[Entry]] = []
    if wanted.kind not in (RELEASE_STEPS, COPY_STEPS):
        sources.append(_changes(wanted))
    if wanted.kind in ("", RELEASE_STEPS):
        sources.append(_release_steps(wanted))
    if wanted.kind in ("", COPY_STEPS):
        sources.append(_copy_steps(wanted))
    return sources


def _log() -> QuerySet[LogEntry]:
    rows: QuerySet[LogEntry] = LogEntry.objects.filter(additional_data__store=current_store_id())
    return rows


def _changes(wanted: Wanted) -> Iterator[Entry]:
    rows = _between(_log(), "timestamp", wanted).select_related("actor", "content_type")
    if wanted.person:
        rows = rows.filter(actor=None) if wanted.person == "-" else rows.filter(actor__username=wanted.person)
    if wanted.people_only:
        rows = rows.exclude(actor=None)
    if wanted.kind:
        app, _dot, model = wanted.kind.partition(".")
        rows = rows.filter(content_type__in=ContentType.objects.filter(app_label=app, model=model))
    if wanted.object:
        rows = rows.filter(Q(object_repr__icontains=wanted.object) | Q(object_pk=wanted.object))
    return (_changed(row) for row in rows.order_by("-timestamp", "-pk").iterator(ROWS_AT_ONCE))


def _changed(row: LogEntry) -> Entry:
    kind = f"{row.content_type.app_label}.{row.content_type.model}"
    told = row.changes_dict.items()
    changes = {name: (_text(pair[0]), _text(pair[-1])) for name, pair in told if isinstance(pair, list | tuple)}
    return Entry(
        at=row.timestamp,
        who=row.actor.username if row.actor else "",
        kind=kind,
        action=ACTIONS.get(row.action, "read"),
        object=row.object_repr,
        changes={name: pair for name, pair in changes.items() if any(pair)},
        target=(kind, row.object_pk) if row.action != LogEntry.Action.DELETE else ("", ""),
    )


def _text(value: Any) -> str:
    return "" if value in (None, "None") else str(value)


def _release_steps(wanted: Wanted) -> Iterator[Entry]:
    rows = _decided(ReleaseDecision.objects, wanted, Q(decided_by=None, guest=""))
    rows = rows.select_related("decided_by", "release")
    if wanted.person and wanted.person != "-":
        rows = rows.filter(Q(decided_by__username=wanted.person) | Q(guest=wanted.person))
    if wanted.object:
        number = wanted.object.lstrip("#")
        exact = Q(release__number=number) if number.isdecimal() and len(number) < 9 else Q(pk__in=[])
        rows = rows.filter(Q(release__name__icontains=wanted.object) | exact)
    return (_release_step(row) for row in rows.order_by("-decided_at", "-pk").iterator(ROWS_AT_ONCE))


def _release_step(row: ReleaseDecision) -> Entry:
    release: Release = row.release
    moved = row.from_state != row.to_state
    return Entry(
        at=row.decided_at,
        who=row.guest or (row.decided_by.username if row.decided_by else ""),
        kind=RELEASE_STEPS,
        action=str(row.action),
        object=str(release),
        changes={"state": (str(row.from_state), str(row.to_state))} if moved else {},
        comment=row.comment,
        target=("release", release.number),
    )


def _copy_steps(wanted: Wanted) -> Iterator[Entry]:
    rows = _decided(CopyDecision.objects, wanted, Q(decided_by=None)).select_related("decided_by", "copy")
    if wanted.person and wanted.person != "-":
        rows = rows.filter(decided_by__username=wanted.person)
    if wanted.object:
        rows = rows.filter(copy__text__icontains=wanted.object)
    return (
        Entry(
            at=row.decided_at,
            who=row.decided_by.username if row.decided_by else "",
            kind=COPY_STEPS,
            action=str(row.action),
            object=str(row.copy),
            changes={"state": (str(row.from_state), str(row.to_state))},
            comment=row.comment,
            target=("recommendations.copy", row.copy_id),
        )
        for row in rows.order_by("-decided_at", "-pk").iterator(ROWS_AT_ONCE)
    )


def _decided(rows: Any, wanted: Wanted, by_system: Q) -> Any:
    """Return the decisions of the period; a guest has no account and is a person all the same."""
    found = _between(rows.all(), "decided_at", wanted)
    if wanted.people_only:
        return found.exclude(by_system)
    return found.filter(by_system) if wanted.person == "-" else found


def _between(rows: Any, name: str, wanted: Wanted) -> Any:
    if wanted.since:
        rows = rows.filter(**{f"{name}__gte": wanted.since})
    return rows.filter(**{f"{name}__lt": wanted.until}) if wanted.until else rows
