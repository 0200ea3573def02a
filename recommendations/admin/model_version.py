"""Trained recommenders with what they were measured to do."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from catalog.admin.cells import status_cell, time_cell
from recommendations.models import ModelVersion


@admin.register(ModelVersion)
class ModelVersionAdmin(ModelAdmin):
    """To read; training makes a version, the best one is in use."""

    list_display = ["version", "in_use", "quality", "events_shown", "trained"]
    list_filter = ["active"]
    fields = ["version", "active", "events", "window_start", "window_end", "trained_at"]
    readonly_fields = fields
    empty_title = _("Nothing has been trained yet.")
    empty_text = _("Training learns from events which products are wanted together, and how much each factor counts.")
    empty_link, empty_action = "jobs", _("Start training")
    change_form_outer_before_template = "recommendations/model_version/page.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ModelVersion | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ModelVersion | None = None) -> bool:
        return False

    @display(description=_("in use"), ordering="active")
    def in_use(self, row: ModelVersion) -> str:
        return status_cell("in_use", _("in use")) if row.active else "–"

    @display(description=_("NDCG@10 · of popularity"))
    def quality(self, row: ModelVersion) -> str:
        return " · ".join(_figure(row.metrics.get(name)) for name in ("ndcg_at_10", "ndcg_at_10_popularity"))

    @display(description=_("events"), ordering="events")
    def events_shown(self, row: ModelVersion) -> str:
        return str(number_format(row.events, force_grouping=True))

    @display(description=_("trained"), ordering="trained_at")
    def trained(self, row: ModelVersion) -> str:
        return time_cell(row.trained_at)


def _figure(value: Any) -> str:
    return str(number_format(value, decimal_pos=3)) if isinstance(value, int | float) else "–"
