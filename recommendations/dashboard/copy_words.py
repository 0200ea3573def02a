"""The copy desk's choices and history in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.models import Copy
from recommendations.selectors.copy_desk import EVERY_STATE

STATE_CHOICES = [
    ("", gettext_lazy("waiting for a decision")),
    (Copy.State.NEEDS_CHANGES.value, Copy.State.NEEDS_CHANGES.label),
    (Copy.State.APPROVED.value, Copy.State.APPROVED.label),
    (Copy.State.PUBLISHED.value, Copy.State.PUBLISHED.label),
    (Copy.State.WITHDRAWN.value, Copy.State.WITHDRAWN.label),
    (EVERY_STATE, gettext_lazy("every state")),
]
FINDING_CHOICES = [
    ("", gettext_lazy("with or without findings")),
    ("none", gettext_lazy("without findings")),
    ("any", gettext_lazy("with findings")),
]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened to a copy: when, who, what, and the wording or comment that belongs to it."""

    when: datetime
    who: str
    what: str
    text: str = ""
    comment: str = ""


def history_of(copy: Copy) -> list[HistoryLine]:
    """Return wordings and decisions together, latest first."""
    model = copy.model or _("language model")
    wordings = [
        HistoryLine(row.created_at, str(row.author or model), _("wording %(n)s") % {"n": row.number}, text=row.text)
        for row in copy.revisions.all()
    ]
    decisions = [
        HistoryLine(row.decided_at, str(row.decided_by or ""), row.get_action_display(), comment=row.comment)
        for row in copy.decisions.all()
    ]
    return sorted([*wordings, *decisions], key=lambda line: line.when, reverse=True)
