"""Past and present jobs with the chunks that failed; the live page stands in the dashboard."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from catalog.admin.cells import share_cell, status_cell, time_cell
from catalog.models import Job
from catalog.selectors.jobs import job_progress


@admin.register(Job)
class JobAdmin(ModelAdmin):
    """To read; jobs are started, stopped and resumed on the jobs page."""

    list_display = ["__str__", "status_shown", "share", "rows", "started_by", "asked"]
    list_filter = [("kind", ChoicesDropdownFilter), ("status", ChoicesDropdownFilter)]
    list_select_related = ["started_by"]
    change_form_outer_before_template = "catalog/job/page.html"
    fields = ["kind", "follow_up", "started_by", "created_at", "started_at", "finished_at"]
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        return False

    @display(description=_("status"), ordering="status")
    def status_shown(self, row: Job) -> str:
        return status_cell(row.status, row.get_status_display())

    @display(description=_("progress"))
    def share(self, row: Job) -> str:
        return share_cell(job_progress(row).share, _("progress"))

    @display(description=_("done · failed · of"))
    def rows(self, row: Job) -> str:
        return " · ".join(number_format(n, force_grouping=True) for n in (row.done, row.failed, row.total))

    @display(description=_("asked for"), ordering="created_at")
    def asked(self, row: Job) -> str:
        return time_cell(row.created_at)
