"""Rules, each as a sentence."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from catalog.admin.cells import status_cell, time_cell
from catalog.selectors.shelf import title_in
from recommendations.admin.rule_form import RuleForm
from recommendations.models import Rule
from recommendations.services.rules import rule_hide, rule_pin, rule_remove


@admin.register(Rule)
class RuleAdmin(ModelAdmin):
    """Grouped by placement; made here or, quicker, from the preview."""

    form = RuleForm
    list_display = ["sentence", "kind_shown", "placement", "note", "created_by", "since"]
    list_display_links = ["sentence"]
    list_filter = ["placement", ("kind", ChoicesDropdownFilter)]
    list_select_related = ["placement", "product", "created_by"]
    search_fields = ["product__external_id", "product__texts__title", "note"]
    ordering = ["placement", "kind", "position"]
    fields = ["placement", "kind", "product", "position", "note"]
    autocomplete_fields = ["product"]
    change_form_outer_after_template = "components/history_after.html"
    empty_title = _("No rules yet.")
    empty_text = _("The ranking decides alone. Pin or hide a first product where you see it.")
    empty_link, empty_action = "preview", _("Pin one in the preview")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rule]:
        shown = title_in(get_language() or "en", product="product_id")
        return super().get_queryset(request).annotate(product_title=shown)

    def get_readonly_fields(self, request: HttpRequest, obj: Rule | None = None) -> list[str]:
        return ["placement", "kind", "product"] if obj else []

    def save_model(self, request: HttpRequest, obj: Rule, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        scope: dict[str, Any] = {name: getattr(obj, name) for name in ("placement", "product", "note")}
        scope["by"] = request.user
        made = rule_pin(position=obj.position, **scope) if obj.position else rule_hide(**scope)
        obj.pk = made.pk

    def delete_model(self, request: HttpRequest, obj: Rule) -> None:
        rule_remove(rule=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Rule]) -> None:
        for rule in queryset:
            rule_remove(rule=rule)

    @display(description=_("rule"), ordering="product_title")
    def sentence(self, row: Any) -> str:
        return render_to_string("recommendations/rule_sentence.html", {"rule": row})

    @display(description=_("kind"), ordering="kind")
    def kind_shown(self, row: Rule) -> str:
        return status_cell(row.kind, row.get_kind_display())

    @display(description=_("since"), ordering="created_at")
    def since(self, row: Rule) -> str:
        return time_cell(row.created_at)
