"""Trained recommenders with what each was made from."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.formats import date_format, number_format
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from catalog.admin.cells import status_cell, time_cell
from recommendations.models import ModelVersion
from recommendations.sentences import in_words

VERDICT_SHOWN = 90  # characters


@admin.register(ModelVersion)
class ModelVersionAdmin(ModelAdmin):
    """To read; each training makes a version, and its page has the button that puts it into use."""

    list_display = ["version", "in_use", "accuracy", "popularity", "verdict_shown", "events_shown", "window", "trained"]
    list_filter = ["active"]
    list_fullwidth = True
    fields = ["window_start", "window_end", "trained_at"]
    readonly_fields = fields
    empty_title = _("Nothing has been trained yet.")
    empty_text = _("Training learns from events which products are wanted together, and what is popular.")
    empty_link, empty_action = "jobs", _("Start training")
    change_form_outer_before_template = "recommendations/model_version/page.html"
    change_form_outer_after_template = "components/history_after.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ModelVersion | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ModelVersion | None = None) -> bool:
        return False

    @display(description=_("in use"), ordering="active")
    def in_use(self, row: ModelVersion) -> str:
        if row.active:
            return status_cell("in_use", _("in use"))
        return "–" if row.promoted_at else status_cell("proposed", _("never in use"))

    @display(description=_("NDCG@10"))
    def accuracy(self, row: ModelVersion) -> str:
        return _figure(row.metrics.get("ndcg_at_10"), decimals=3)

    @display(description=_("of popularity"))
    def popularity(self, row: ModelVersion) -> str:
        return _figure(row.metrics.get("ndcg_at_10_popularity"), decimals=3)

    @display(description=_("verdict"))
    def verdict_shown(self, row: ModelVersion) -> str:
        return Truncator(in_words(row.verdict)).chars(VERDICT_SHOWN) or "–"

    @display(description=_("events"), ordering="events")
    def events_shown(self, row: ModelVersion) -> str:
        return _figure(row.events)

    @display(description=_("events from · to"), ordering="window_end")
    def window(self, row: ModelVersion) -> str:
        days = [date_format(moment, "SHORT_DATE_FORMAT") for moment in (row.window_start, row.window_end) if moment]
        return " · ".join(days) or "–"

    @display(description=_("trained"), ordering="trained_at")
    def trained(self, row: ModelVersion) -> str:
        return time_cell(row.trained_at)


def _figure(value: Any, decimals: int = 0) -> str:
    if not isinstance(value, int | float):
        return "–"
    return str(number_format(round(value, decimals), decimals, force_grouping=True))
