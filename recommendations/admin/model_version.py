"""Trained recommenders with what each was made from."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from catalog.admin.cells import status_cell, time_cell
from recommendations.models import ModelVersion

FIGURES = {
    "items_with_neighbours": _("products with neighbours"),
    "pairs": _("pairs of products"),
    "items_with_popularity": _("products with popularity"),
    "seconds": _("seconds of training"),
}


@admin.register(ModelVersion)
class ModelVersionAdmin(ModelAdmin):
    """To read; each training makes a version and puts it into use."""

    list_display = ["version", "in_use", "events_shown", "window", "pairs", "seconds", "trained"]
    list_filter = ["active"]
    fields = ["version", "active", "events", "window_start", "window_end", "trained_at"]
    readonly_fields = fields
    empty_title = _("Nothing has been trained yet.")
    empty_text = _("Training learns from events which products are wanted together, and what is popular.")
    empty_link, empty_action = "jobs", _("Start training")
    change_form_outer_before_template = "recommendations/model_version/page.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ModelVersion | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ModelVersion | None = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        figures = [(label, _figure(row.metrics.get(name))) for name, label in FIGURES.items()] if row else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "figures": figures})

    @display(description=_("in use"), ordering="active")
    def in_use(self, row: ModelVersion) -> str:
        return status_cell("in_use", _("in use")) if row.active else "–"

    @display(description=_("events"), ordering="events")
    def events_shown(self, row: ModelVersion) -> str:
        return _figure(row.events)

    @display(description=_("events from · to"), ordering="window_end")
    def window(self, row: ModelVersion) -> str:
        days = [date_format(moment, "SHORT_DATE_FORMAT") for moment in (row.window_start, row.window_end) if moment]
        return " · ".join(days) or "–"

    @display(description=FIGURES["pairs"])
    def pairs(self, row: ModelVersion) -> str:
        return _figure(row.metrics.get("pairs"))

    @display(description=FIGURES["seconds"])
    def seconds(self, row: ModelVersion) -> str:
        return _figure(row.metrics.get("seconds"))

    @display(description=_("trained"), ordering="trained_at")
    def trained(self, row: ModelVersion) -> str:
        return time_cell(row.trained_at)


def _figure(value: Any) -> str:
    return str(number_format(value, force_grouping=True)) if isinstance(value, int | float) else "–"
