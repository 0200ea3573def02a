"""The list of shoppers, and the page of one."""

from typing import Any

from django.contrib import admin
from django.db.models import F, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from catalog.admin.cells import time_cell
from users.admin.shopper_page import shopper_page
from users.admin.shopper_views import tag_add_page, tag_change_page
from users.models import InterestTag, Shopper

TOP = 3


@admin.register(Shopper)
class ShopperAdmin(ModelAdmin):
    """Shoppers come with events; staff see what they want and correct it."""

    list_display = ["external_id", "locale", "events", "top_tags", "seen"]
    list_filter = ["locale", "opted_out"]
    list_fullwidth = True
    search_fields = ["external_id", "tags__label"]
    search_help_text = _("Shopper id or an interest")
    ordering = [F("last_seen_at").desc(nulls_last=True), "pk"]
    fields = ["external_id", "locale", "opted_out", "created_at", "last_seen_at", "profile_built_at"]
    readonly_fields = fields
    change_form_outer_before_template = "users/shopper/page.html"
    empty_title = _("No shoppers yet.")
    empty_text = _("They appear with their first event: the storefront sends events to /api/v1/events/.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Shopper]:
        visible = InterestTag.objects.exclude(status=InterestTag.Status.HIDDEN).defer("evidence").order_by("-weight")
        return super().get_queryset(request).prefetch_related(Prefetch("tags", queryset=visible, to_attr="shown_tags"))

    def get_custom_urls(self) -> tuple[tuple[str, str, Any], ...]:
        return (
            ("<int:pk>/tags/add/", "users_shopper_tag_add", tag_add_page),
            ("tags/<int:pk>/change/", "users_shopper_tag_change", tag_change_page),
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Shopper | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Shopper | None = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        page = shopper_page(object_id, user=request.user)
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **page})

    @display(description=_("events"), ordering="event_count")
    def events(self, row: Shopper) -> str:
        counted = row.event_count or row.profile_built_at  # counted when a profile is built
        return str(number_format(row.event_count, force_grouping=True)) if counted else "–"

    @display(description=_("strongest interests"))
    def top_tags(self, row: Any) -> str:
        return render_to_string("users/shopper/top_tags.html", {"tags": row.shown_tags[:TOP]})

    @display(description=_("last seen"), ordering="last_seen_at")
    def seen(self, row: Shopper) -> str:
        return time_cell(row.last_seen_at)
