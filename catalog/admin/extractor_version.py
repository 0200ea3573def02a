"""Trained extractors with what each learned from, and how it did on what it had not seen."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from catalog.admin.cells import share_cell, status_cell, time_cell
from catalog.models import ExtractorVersion


@admin.register(ExtractorVersion)
class ExtractorVersionAdmin(ModelAdmin):
    """To read; each training makes a version and puts it into use."""

    list_display = ["version", "in_use", "examples", "window", "precision", "recall", "sure_share", "trained"]
    list_filter = ["active"]
    fields = ["version", "active", "examples", "window_start", "window_end", "code_version", "metrics", "trained_at"]
    readonly_fields = fields
    empty_title = _("No extractor has been trained yet.")
    empty_text = _(
        "It learns from values that people verify, reject and correct, and is trained when there are enough."
    )
    empty_link, empty_action = "admin:catalog_feature_changelist", _("Judge features")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ExtractorVersion | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ExtractorVersion | None = None) -> bool:
        return False

    @display(description=_("in use"), ordering="active")
    def in_use(self, row: ExtractorVersion) -> str:
        return status_cell("in_use", _("in use")) if row.active else "–"

    @display(description=_("decisions from · to"), ordering="window_end")
    def window(self, row: ExtractorVersion) -> str:
        days = [date_format(moment, "SHORT_DATE_FORMAT") for moment in (row.window_start, row.window_end) if moment]
        return " · ".join(days) or "–"

    @display(description=_("right of what it proposed"))
    def precision(self, row: ExtractorVersion) -> str:
        return _share(row, "held_out_precision", _("precision"))

    @display(description=_("found of what was there"))
    def recall(self, row: ExtractorVersion) -> str:
        return _share(row, "held_out_recall", _("recall"))

    @display(description=_("needs no look"))
    def sure_share(self, row: ExtractorVersion) -> str:
        return _share(row, "held_out_sure_share", _("share that needs no look"))

    @display(description=_("trained"), ordering="trained_at")
    def trained(self, row: ExtractorVersion) -> str:
        return time_cell(row.trained_at)


def _share(row: ExtractorVersion, name: str, label: Any) -> str:
    return share_cell(row.metrics[name], label) if name in row.metrics else "–"
