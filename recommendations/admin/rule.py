"""Rules, each as a sentence."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
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
from recommendations.models import Placement, Rule
from recommendations.services.rules import rule_hide, rule_pin, rule_remove

SAID = [
    "kind",
    "placements",
    "product",
    "condition",
    "audience",
    "position",
    "strength",
    "share",
    "limit",
    "per",
    "starts_at",
    "ends_at",
    "note",
]


class PlacementFilter(admin.SimpleListFilter):
    """Rules of one placement, those for all of them included."""

    title = _("placement")
    parameter_name = "placement"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Placement.objects.values_list("key", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Rule]) -> QuerySet[Rule]:
        here = Q(placements=[]) | Q(placements__contains=[self.value()])
        return queryset.filter(here) if self.value() else queryset


@admin.register(Rule)
class RuleAdmin(ModelAdmin):
    """The rules in force; a pin or hide is made here or, quicker, from the preview, all others in a release."""

    form = RuleForm
    list_display = ["sentence", "kind_shown", "placements_shown", "note", "created_by", "since"]
    list_display_links = ["sentence"]
    list_filter = [PlacementFilter, ("kind", ChoicesDropdownFilter)]
    list_select_related = ["product", "created_by"]
    search_fields = ["product__external_id", "product__texts__title", "note"]
    ordering = ["order", "pk"]
    autocomplete_fields = ["product"]
    change_form_outer_after_template = "components/history_after.html"
    empty_title = _("No rules yet.")
    empty_text = _("The ranking decides alone. Pin or hide a first product where you see it.")
    empty_link, empty_action = "preview", _("Pin one in the preview")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rule]:
        shown = title_in(get_language() or "en", product="product_id")
        return Rule.live.annotate(product_title=shown)

    def get_fields(self, request: HttpRequest, obj: Rule | None = None) -> list[str]:
        return SAID if obj else ["placement", "kind", "product", "position", "note"]

    def has_change_permission(self, request: HttpRequest, obj: Rule | None = None) -> bool:
        return obj is None and super().has_change_permission(request, obj)  # what is published does not change

    def save_model(self, request: HttpRequest, obj: Rule, form: Any, change: bool) -> None:
        values = form.cleaned_data
        scope = {name: values[name] for name in ("placement", "product", "note")} | {"by": request.user}
        pinned = values["kind"] == Rule.Kind.PIN
        made = rule_pin(position=values["position"], **scope) if pinned else rule_hide(**scope)
        obj.__dict__.update(made.__dict__)

    def delete_model(self, request: HttpRequest, obj: Rule) -> None:
        rule_remove(rule=obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Rule]) -> None:
        for rule in list(queryset):
            rule_remove(rule=rule, by=request.user)

    @display(description=_("rule"), ordering="product_title")
    def sentence(self, row: Any) -> str:
        return render_to_string(
            "recommendations/rule_sentence.html", {"rule": row, "placement": self._placement_names(row)}
        )

    def _placement_names(self, row: Rule) -> str:
        names = dict(Placement.objects.values_list("key", "name"))
        return ", ".join(names.get(key, key) for key in row.placements) or str(_("every placement"))

    @display(description=_("placements"))
    def placements_shown(self, row: Rule) -> str:
        return ", ".join(row.placements) or str(_("all"))

    @display(description=_("kind"), ordering="kind")
    def kind_shown(self, row: Rule) -> str:
        return status_cell(row.kind, row.get_kind_display())

    @display(description=_("since"), ordering="created_at")
    def since(self, row: Rule) -> str:
        return time_cell(row.created_at)
