"""The session of a preview as the page shows it, and the form that adds an event to it."""

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from recommendations.dashboard.preview_session import MOST, TYPES, Type, TypedEvent, events_written, typed_events
from recommendations.dashboard.preview_settings import PreviewSettings
from recommendations.selectors.preview import product_meant, titles_by_id


@dataclass(frozen=True, slots=True)
class SessionRow:
    """An event in words, and the address's query without it."""

    label: str
    what: str
    query: str


@dataclass(frozen=True, slots=True)
class SessionPanel:
    """What was typed; `error` says what could not be added, and `left` keeps it in its field."""

    rows: list[SessionRow]
    types: list[tuple[str, str]]
    searched: bool
    error: str = ""
    left: str = ""


def with_added(settings: PreviewSettings, query: QueryDict) -> tuple[PreviewSettings, str]:
    """Add the event that the form sends along; return what is wrong in words where it cannot be added."""
    kind, typed = query.get("add_type", Type.VIEW), query.get("add", "").strip()[:200]
    if not typed or kind not in TYPES:
        return settings, ""
    events = typed_events(settings.events)
    if len(events) >= MOST:
        return settings, _("A session has at most %(n)s events here: take one out first.") % {"n": MOST}
    what = typed if kind == Type.SEARCH else product_meant(typed)
    if what is None:
        return settings, _("No product has this id or these words in its title: %(typed)s.") % {"typed": typed}
    return replace(settings, events=events_written([*events, TypedEvent(kind, what)])), ""


def session_panel(settings: PreviewSettings, query: QueryDict, error: str) -> SessionPanel:
    """Return the rows, latest first."""
    events = typed_events(settings.events)
    titles = titles_by_id([event.what for event in events if event.type != Type.SEARCH], locale=settings.locale)
    rows = []
    for at, event in enumerate(events):
        rest = events_written(events[:at] + events[at + 1 :])
        what = f"“{event.what}”" if event.type == Type.SEARCH else titles.get(event.what, event.what)
        rows.append(SessionRow(str(Type(event.type).label), what, settings.query(events=rest)))
    types = [(str(kind), str(kind.label)) for kind in TYPES]
    searched = any(event.type == Type.SEARCH for event in events)
    return SessionPanel(rows[::-1], types, searched, error, query.get("add", "") if error else "")
