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

from recommendations.dashboard.formats import number, percent
from recommendations.models import Flow, Placement, Release, Rule


@admin.register(Placement)
class PlacementAdmin(ModelAdmin):
    """Key and name of each slot; how its lists are made, and which rules hold there, stands in the release."""

    list_display = ["name", "key", "k_shown", "new_share_shown", "rules_link", "preview_link"]
    search_fields = ["key", "name"]
    fields = ["name", "key", "k", "new_share", "exploration_share"]
    change_form_outer_after_template = "components/history_after.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Placement]:
        here = Q(placements=[]) | Q(placements__contains=[OuterRef("key")])
        rules = Rule.live.filter(here).order_by().values("release").annotate(n=Count("pk")).values("n")
        flow = Flow.objects.filter(release__state=Release.State.PUBLISHED, placement=OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                rule_count=Coalesce(Subquery(rules), 0),
                live_k=Coalesce(Subquery(flow.values("k")), "k"),
                live_new_share=Coalesce(Subquery(flow.values("new_share")), "new_share"),
            )
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Placement | None = None) -> list[str]:
        return (
            ["key", "k", "new_share", "exploration_share"] if obj else []
        )  # the storefront sends the key; releases say the rest

    @display(description=gettext_lazy("items"), ordering="live_k")
    def k_shown(self, row: Any) -> str:
        return number(row.live_k)

    @display(description=gettext_lazy("rules"), ordering="rule_count")
    def rules_link(self, row: Any) -> str:
        address = reverse("admin:recommendations_rule_changelist")
        return format_html('<a class="rd-link" href="{}?placement={}">{}</a>', address, row.key, row.rule_count)

    @display(description=gettext_lazy("for new products"), ordering="live_new_share")
    def new_share_shown(self, row: Any) -> str:
        return percent(row.live_new_share, digits=0 if (row.live_new_share * 100).is_integer() else 1)

    @display(description=gettext_lazy("preview"))
    def preview_link(self, row: Placement) -> str:
        address = reverse("preview")
        return format_html('<a class="rd-link" href="{}?placement={}">{}</a>', address, row.key, _("Preview"))
