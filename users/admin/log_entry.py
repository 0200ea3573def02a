"""What staff changed, in this store."""

from typing import Any

from auditlog.models import LogEntry
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from catalog.admin.cells import time_cell
from catalog.current_store import current_store_id
from catalog.templatetags.audit import action_words, changes_of

admin.site.unregister(LogEntry)


@admin.register(LogEntry)
class LogEntryAdmin(ModelAdmin):
    """To read; nobody edits the past."""

    list_display = ["when", "actor", "action_shown", "row_link", "changes_shown"]
    list_filter = ["action", "content_type"]
    list_select_related = ["actor", "content_type"]
    list_fullwidth = True
    search_fields = ["object_repr", "actor__username"]
    fields = ["timestamp", "actor", "content_type", "object_repr", "action", "changes_shown"]
    readonly_fields = fields
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[LogEntry]:
        return super().get_queryset(request).filter(additional_data__store=current_store_id())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LogEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LogEntry | None = None) -> bool:
        return False

    @display(description=_("when"), ordering="timestamp")
    def when(self, row: LogEntry) -> str:
        return time_cell(row.timestamp)

    @display(description=_("what"))
    def action_shown(self, row: LogEntry) -> str:
        return action_words(row)

    @display(description=_("row"))
    def row_link(self, row: Any) -> str:
        kind = row.content_type
        try:
            address = reverse(f"admin:{kind.app_label}_{kind.model}_change", args=[row.object_pk])
        except NoReverseMatch:
            return f"{kind.name}: {row.object_repr}"
        return format_html('<a class="rd-link rd-wrap" href="{}">{}: {}</a>', address, kind.name, row.object_repr)

    @display(description=_("changes"))
    def changes_shown(self, row: LogEntry) -> str:
        return render_to_string("users/log_changes.html", {"changes": changes_of(row)})
