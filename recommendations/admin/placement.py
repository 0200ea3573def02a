"""The slots of the storefront."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from recommendations.dashboard.formats import percent
from recommendations.models import Placement, Rule


def _rules_here() -> QuerySet[Rule]:
    """Return how many rules are in force in a placement, as a subquery."""
    here = Q(placements=[]) | Q(placements__contains=[OuterRef("key")])
    counted: QuerySet[Rule] = Rule.live.filter(here).order_by().values("release").annotate(n=Count("pk")).values("n")
    return counted


@admin.register(Placement)
class PlacementAdmin(ModelAdmin):
    """How many items each slot shows, and the rules that hold there."""

    list_display = ["name", "key", "k", "new_share_shown", "rules_link", "preview_link"]
    search_fields = ["key", "name"]
    fields = ["name", "key", "k", "new_share", "exploration_share"]
    change_form_outer_after_template = "components/history_after.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Placement]:
        return super().get_queryset(request).annotate(rule_count=Coalesce(Subquery(_rules_here()), 0))

    def get_readonly_fields(self, request: HttpRequest, obj: Placement | None = None) -> list[str]:
        return ["key"] if obj else []  # the storefront sends it

    @display(description=gettext_lazy("rules"), ordering="rule_count")
    def rules_link(self, row: Any) -> str:
        address = reverse("admin:recommendations_rule_changelist")
        return format_html('<a class="rd-link" href="{}?placement={}">{}</a>', address, row.key, row.rule_count)

    @display(description=gettext_lazy("for new products"), ordering="new_share")
    def new_share_shown(self, row: Placement) -> str:
        return percent(row.new_share, digits=0 if (row.new_share * 100).is_integer() else 1)

    @display(description=gettext_lazy("preview"))
    def preview_link(self, row: Placement) -> str:
        address = reverse("preview")
        return format_html('<a class="rd-link" href="{}?placement={}">{}</a>', address, row.key, _("Preview"))
