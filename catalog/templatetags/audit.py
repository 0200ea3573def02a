"""What staff changed about a row, newest first."""

from typing import Any

from auditlog.models import LogEntry
from django import template
from django.db.models import Model
from django.utils.translation import gettext as _

register = template.Library()

SHOWN = 10


@register.inclusion_tag("components/history.html")
def history_of(row: Model | None) -> dict[str, Any]:
    """Draw the last changes of a row; nothing for a row that is being made."""
    if row is None:
        return {"entries": None}
    entries = LogEntry.objects.get_for_object(row).select_related("actor")[:SHOWN]
    return {
        "entries": [{"entry": entry, "action": action_words(entry), "changes": changes_of(entry)} for entry in entries]
    }


def action_words(entry: LogEntry) -> str:
    words = {
        LogEntry.Action.CREATE: _("created"),
        LogEntry.Action.UPDATE: _("changed"),
        LogEntry.Action.DELETE: _("deleted"),
    }
    return words.get(entry.action, _("read"))


def changes_of(entry: LogEntry) -> list[dict[str, str]]:
    """Return field, value before and value after of each change."""
    changes = entry.changes_display_dict if entry.action == LogEntry.Action.UPDATE else {}
    return [{"field": name, "before": str(pair[0]), "after": str(pair[-1])} for name, pair in changes.items()]
