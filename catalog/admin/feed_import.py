"""Imports and their reports."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from catalog.admin.cells import status_cell, time_cell
from catalog.admin.feed_upload import feed_upload_page
from catalog.models import FeedImport


@admin.register(FeedImport)
class FeedImportAdmin(ModelAdmin):
    """What became of each file that was read."""

    list_display = ["file_name", "format", "status_shown", "rows", "refused", "started_by", "started"]
    list_filter = [("status", ChoicesDropdownFilter), "kind", "format"]
    list_select_related = ["started_by"]
    search_fields = ["file_name"]
    actions_list = ["upload"]
    fields = ["started_by", "started_at", "finished_at"]
    readonly_fields = fields
    change_form_outer_before_template = "catalog/feed_import/page.html"
    empty_title = _("No file has been imported yet.")
    empty_text = _("Good rows go in; each refused row is listed with the reason.")
    empty_link, empty_action = "admin:catalog_feedimport_upload", _("Import a file")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: FeedImport | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: FeedImport | None = None) -> bool:
        return False

    def has_upload_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("catalog.add_feedimport")

    def get_custom_urls(self) -> tuple[tuple[str, str, Any], ...]:
        return (("<int:pk>/report/", "catalog_feedimport_report", feed_report),)

    @action(description=_("Import a file"), url_path="upload", icon="upload_file", permissions=["upload"])
    def upload(self, request: HttpRequest) -> HttpResponse:
        return feed_upload_page(request, self)

    @display(description=_("status"), ordering="status")
    def status_shown(self, row: FeedImport) -> str:
        return status_cell(row.status, row.get_status_display())

    @display(description=_("new · changed · same"))
    def rows(self, row: FeedImport) -> str:
        return " · ".join(number_format(n, force_grouping=True) for n in (row.created, row.updated, row.unchanged))

    @display(description=_("refused"), ordering="rejected")
    def refused(self, row: FeedImport) -> str:
        return status_cell("failed", number_format(row.rejected, force_grouping=True)) if row.rejected else "0"

    @display(description=_("started"), ordering="started_at")
    def started(self, row: FeedImport) -> str:
        return time_cell(row.started_at)


def feed_report(request: HttpRequest, model_admin: Any, pk: int) -> HttpResponse:
    """Draw the report again while the import runs."""
    opened = get_object_or_404(FeedImport.objects.all(), pk=pk)
    return render(request, "catalog/feed_import/report.html", {"original": opened})
