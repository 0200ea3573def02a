"""Fills the form of a rule from a sentence, and says what of the sentence was not understood."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.dashboard.rule_form_condition import fields_of
from recommendations.engine.rules.conditions import condition_json
from recommendations.rule_drafting.types import Reading, RuleDraft

DOUBTS = {
    "no_kind": gettext_lazy("No word says what happens: hide, pin, boost, bury, show only, at most, or a share."),
    "several_kinds": gettext_lazy("This asks for two things: write one rule a sentence."),
    "no_product": gettext_lazy("A pin is for a product of the shop, named by its id; other rules are for a group."),
    "no_products_meant": gettext_lazy("It says no products: it would be for all of them."),
    "unclear_number": gettext_lazy("A number has no unit: write 50 €, 5 in stock, 30 days or 20 %."),
    "unclear_list": gettext_lazy("“And” or “or” can be read in two ways here: write a rule for each part."),
    "empty_range": gettext_lazy("Nothing lies between these bounds."),
    "no_such_date": gettext_lazy("There is no such date."),
    "past": gettext_lazy("This would be over already."),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the sentence as typed, and whether it was understood."""

    text: str
    understood: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What the page shows of a sentence: its parts, and what to look at before saving."""

    text: str
    parts: list[Part]
    notes: list[str]
    certain: bool
    filled: bool


def said_of(text: str, reading: Reading) -> Said:
    """Return what to tell of a reading."""
    notes = [str(DOUBTS[code]) for code in reading.doubts]
    if reading.unread:
        notes.append(_("Not understood: %(words)s") % {"words": ", ".join(reading.unread)})
    for words, meanings in reading.choices.items():
        notes.append(_("“%(words)s” was taken for %(meaning)s") % {"words": words, "meaning": " / ".join(meanings)})
    return Said(text, _parts(text, reading), notes, reading.certain, reading.draft is not None)


def initial_from(draft: RuleDraft, currency: str) -> dict[str, Any]:
    """Return the form's fields; what the sentence leaves open stays empty."""
    condition = condition_json(draft.condition)
    fields = fields_of(condition, currency)
    if fields is None:
        fields = {"condition_json": json.dumps(condition, ensure_ascii=False)}
    pinned = draft.kind in ("pin", "soft_pin")
    return {
        **fields,
        "kind": draft.kind,
        "products": "\n".join(draft.products),
        "position": draft.position if pinned else None,
        "strength": round(draft.strength * 100, 6) or None,
        "share": round(draft.share * 100, 6) or None,
        "limit": draft.limit if draft.kind == "diversity_limit" else None,
        "window": draft.window or None,
        "per": draft.per,
        "visitor": draft.audience.visitor,
        "locales": ", ".join(sorted(draft.audience.locales)),
        "placements": sorted(draft.placements),
        "starts_at": draft.schedule.starts_at,
        "ends_at": draft.schedule.ends_at,
        "weekdays": [str(day) for day in sorted(draft.schedule.weekdays)],
        "time_zone": draft.schedule.time_zone if draft.schedule.weekdays else "",
    }


def _parts(text: str, reading: Reading) -> list[Part]:
    """Cut the sentence where understanding begins and ends."""
    parts: list[Part] = []
    at = 0
    for span in reading.spans:
        if span.start > at:
            parts.append(Part(text[at : span.start], False))
        parts.append(Part(text[span.start : span.end], True))
        at = max(at, span.end)
    return [*parts, Part(text[at:], False)] if at < len(text) else parts
