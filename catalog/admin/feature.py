"""The list of everything that was read out of texts."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from catalog.admin.bulk import features_reject, features_verify
from catalog.admin.cells import share_cell, status_cell
from catalog.admin.confirm import bulk_action
from catalog.admin.filters import ConfidenceFilter
from catalog.admin.product_views import feature_decide
from catalog.models import Feature
from catalog.selectors.shelf import with_titles


def sure_note(row: Feature) -> str:
    """Return what staff should know of a value that the trained extractor is sure of."""
    if row.accepted_automatically:
        return str(_("accepted automatically"))
    return str(_("would be accepted automatically")) if row.sure and row.status == Feature.Status.PROPOSED else ""


@admin.register(Feature)
class FeatureAdmin(ModelAdmin):
    """Values are judged here in bulk and on the product's page one by one; their text is the model's."""

    list_display = ["value_shown", "name", "kind", "product_link", "confidence_shown", "status_shown", "origin"]
    list_filter = [
        ("kind", ChoicesDropdownFilter),
        ("status", ChoicesDropdownFilter),
        ("source", ChoicesDropdownFilter),
        ConfidenceFilter,
        "sure",
        "name",
    ]
    list_select_related = ["product"]
    list_fullwidth = True
    search_fields = ["normalised", "value", "name", "product__external_id"]
    ordering = ["-confidence", "pk"]
    actions = ["verify", "reject"]
    change_form_outer_after_template = "components/history_after.html"
    empty_title = _("Nothing has been read yet.")
    empty_text = _("Workers read colour, material, size, use and audience out of new and changed products.")
    empty_link, empty_action = "jobs", _("Start feature extraction")
    readonly_fields = [
        "product", "kind", "name", "value", "normalised", "confidence", "evidence_field", "evidence_start",
        "evidence_end", "source", "status", "sure", "accepted_automatically", "model", "prompt_version", "created_at",
        "updated_at",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feature]:
        return with_titles(super().get_queryset(request), product="product_id")

    def get_custom_urls(self) -> tuple[tuple[str, str, Any], ...]:
        return (("<int:pk>/decide/", "catalog_feature_decide", feature_decide),)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Feature | None = None) -> bool:
        return False

    @display(description=_("value"), ordering="normalised")
    def value_shown(self, row: Feature) -> str:
        return format_html('<span class="rd-strong">{}</span>', row.normalised)

    @display(description=_("product"), ordering="title")
    def product_link(self, row: Any) -> str:
        address = reverse("admin:catalog_product_change", args=[row.product_id])
        return format_html('<a class="rd-link rd-wrap" href="{}">{}</a>', address, row.title or row.product)

    @display(description=_("confidence"), ordering="confidence")
    def confidence_shown(self, row: Feature) -> str:
        return share_cell(row.confidence, _("confidence"))

    @display(description=_("status"), ordering="status")
    def status_shown(self, row: Feature) -> str:
        shown = status_cell(row.status, row.get_status_display())
        note = sure_note(row)
        return format_html('{} <span class="rd-small rd-muted">{}</span>', shown, note) if note else shown

    @display(description=_("read by"))
    def origin(self, row: Feature) -> str:
        return f"{row.model} {row.prompt_version}" if row.source == Feature.Source.MODEL else row.get_source_display()

    @bulk_action(description=_("Verify"), question=_("Verify these values?"), permissions=["change"])
    def verify(self, request: HttpRequest, queryset: QuerySet[Feature]) -> str:
        return features_verify(queryset, by=request.user)

    @bulk_action(description=_("Reject"), question=_("Reject these values?"), permissions=["change"], danger=True)
    def reject(self, request: HttpRequest, queryset: QuerySet[Feature]) -> str:
        return features_reject(queryset, by=request.user)
