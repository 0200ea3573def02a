"""All interests of all shoppers."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from catalog.admin.cells import share_cell, status_cell, time_cell
from catalog.admin.confirm import bulk_action
from users.models import InterestTag
from users.selectors.tag_notes import tag_notes
from users.services.interests import tag_change


@admin.register(InterestTag)
class InterestTagAdmin(ModelAdmin):
    """To find an interest over all shoppers, and to hide or keep it in bulk."""

    list_display = ["label", "shopper_link", "kind", "weight_shown", "notes_shown", "status_shown", "source", "updated"]
    list_filter = ["kind", ("status", ChoicesDropdownFilter), ("source", ChoicesDropdownFilter), "one_off"]
    list_select_related = ["shopper"]
    search_fields = ["label", "value", "shopper__external_id"]
    ordering = ["-weight", "pk"]
    actions = ["hide", "keep"]
    fields = [
        "label",
        "weight",
        "status",
        "shopper",
        "kind",
        "name",
        "value",
        "source",
        "one_off",
        "notes_shown",
        "model",
        "prompt_version",
    ]
    readonly_fields = [
        "shopper",
        "kind",
        "name",
        "value",
        "source",
        "one_off",
        "notes_shown",
        "model",
        "prompt_version",
    ]
    change_form_outer_after_template = "components/history_after.html"
    empty_title = _("No interests yet.")
    empty_text = _("Workers find them in what shoppers do.")
    empty_link, empty_action = "jobs", _("Build profiles")

    def get_queryset(self, request: HttpRequest) -> QuerySet[InterestTag]:
        return super().get_queryset(request).defer("evidence")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: InterestTag | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: InterestTag, form: Any, change: bool) -> None:
        tag_change(tag=obj, weight=obj.weight, label=obj.label, status=obj.status)

    @display(description=_("shopper"), ordering="shopper__external_id")
    def shopper_link(self, row: InterestTag) -> str:
        address = reverse("admin:users_shopper_change", args=[row.shopper_id])
        return format_html('<a class="rd-link" href="{}">{}</a>', address, row.shopper)

    @display(description=_("weight"), ordering="weight")
    def weight_shown(self, row: InterestTag) -> str:
        return share_cell(row.weight, _("weight"))

    @display(description=_("what is known of it"))
    def notes_shown(self, row: InterestTag) -> str:
        return " · ".join(tag_notes(row, timezone.now())) or "–"

    @display(description=_("status"), ordering="status")
    def status_shown(self, row: InterestTag) -> str:
        if row.one_off and row.status == InterestTag.Status.ACTIVE:
            return status_cell("one_off", _("one-off"))
        return status_cell(row.status, row.get_status_display())

    @display(description=_("updated"), ordering="updated_at")
    def updated(self, row: InterestTag) -> str:
        return time_cell(row.updated_at)

    @bulk_action(
        description=_("Hide"),
        question=_("Hide these interests from ranking and profile?"),
        permissions=["change"],
        danger=True,
    )
    def hide(self, request: HttpRequest, queryset: QuerySet[InterestTag]) -> str:
        return _set(queryset, InterestTag.Status.HIDDEN)

    @bulk_action(
        description=_("Keep"),
        question=_("Keep these interests whatever the shopper does next?"),
        permissions=["change"],
    )
    def keep(self, request: HttpRequest, queryset: QuerySet[InterestTag]) -> str:
        return _set(queryset, InterestTag.Status.PINNED)


def _set(tags: QuerySet[InterestTag], status: str) -> str:
    changed = [tag_change(tag=tag, status=status) for tag in tags.exclude(status=status)]
    return ngettext("%(n)s interest changed.", "%(n)s interests changed.", len(changed)) % {"n": len(changed)}
