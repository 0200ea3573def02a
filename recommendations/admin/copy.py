"""All copy, to find; it is worked on at the copy desk."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from catalog.admin.cells import status_cell, time_cell
from catalog.selectors.shelf import title_in
from recommendations.models import Copy


@admin.register(Copy)
class CopyAdmin(ModelAdmin):
    """To read; each row leads to the desk."""

    list_display = [
        "text_shown",
        "product_shown",
        "audience_shown",
        "locale",
        "state_shown",
        "finding_count",
        "updated",
        "desk",
    ]
    list_filter = [("state", ChoicesDropdownFilter), "locale", "audience_label"]
    list_select_related = ["product", "author"]
    list_fullwidth = True
    search_fields = ["text", "product__external_id", "product__texts__title", "audience_label"]
    ordering = ["-updated_at", "pk"]
    fields = [
        "text",
        "product",
        "audience",
        "locale",
        "state",
        "author",
        "model",
        "prompt_version",
        "created_at",
        "published_at",
    ]
    readonly_fields = fields
    empty_title = _("No copy yet.")
    empty_text = _("Workers draft it from verified facts; people approve it.")
    empty_link, empty_action = "jobs", _("Draft copy")
    change_form_outer_before_template = "recommendations/copy_page.html"
    change_form_outer_after_template = "components/history_after.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Copy]:
        shown = title_in(get_language() or "en", product="product_id")
        return super().get_queryset(request).annotate(product_title=shown)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Copy | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Copy | None = None) -> bool:
        return False

    @display(description=_("text"))
    def text_shown(self, row: Copy) -> str:
        return format_html('<span class="rd-wrap">{}</span>', Truncator(row.text).chars(90))

    @display(description=_("product"), ordering="product_title")
    def product_shown(self, row: Any) -> str:
        return format_html('<span class="rd-wrap">{}</span>', row.product_title or row.product)

    @display(description=_("audience"), ordering="audience_label")
    def audience_shown(self, row: Copy) -> Any:
        return row.audience_label or row.audience or _("everyone")

    @display(description=_("state"), ordering="state")
    def state_shown(self, row: Copy) -> str:
        return status_cell(row.state, row.get_state_display())

    @display(description=_("findings"))
    def finding_count(self, row: Copy) -> int:
        return len(row.findings)

    @display(description=_("updated"), ordering="updated_at")
    def updated(self, row: Copy) -> str:
        return time_cell(row.updated_at)

    @display(description=_("desk"))
    def desk(self, row: Copy) -> str:
        address = f"{reverse('copy-desk')}?state={row.state}&copy={row.pk}"
        return format_html('<a class="rd-link" href="{}">{}</a>', address, _("Open"))
