"""How a version was trained, in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.templatetags.display import duration

WHY_FULL = {
    "first": gettext_lazy("there was no version to go on from"),
    "encoder": gettext_lazy("texts or pictures are encoded by another encoder now"),
    "settings": gettext_lazy("the settings of the sequence model have changed"),
    "moment": gettext_lazy("events of earlier days have come or gone, so what is held back had been learned from"),
    "worse": gettext_lazy("going on from the version in use made it worse"),
    "due": gettext_lazy("the last full training was too long ago"),
    "asked": gettext_lazy("somebody asked for it"),
}


def training_kind(told: Mapping[str, Any]) -> str:
    """Return the kind of the training; `told` is what the version keeps of it."""
    return _("warm start") if told["kind"] == "warm" else _("full")


def training_basis(told: Mapping[str, Any]) -> str:
    """Return what it went on from, or why it started anew, and what it cost."""
    seconds = duration(told["processor_seconds"]) or "–"
    if told["kind"] == "warm":
        return _(
            "on from %(version)s, number %(steps)s since the full training of %(day)s; %(seconds)s of the processor"
        ) % {
            "steps": told["steps"],
            "day": date_format(datetime.fromisoformat(told["full_at"]), "SHORT_DATE_FORMAT"),
            "version": told.get("from", "–"),
            "seconds": seconds,
        }
    reason = WHY_FULL.get(told["why_full"], "")
    return _("%(reason)s; %(seconds)s of the processor") % {"reason": reason, "seconds": seconds}
