"""The AI ledger: every call of a language model, with totals of what is listed."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from catalog.admin.cells import time_cell
from recommendations.models import ModelCall


@admin.register(ModelCall)
class ModelCallAdmin(ModelAdmin):
    """To read."""

    list_display = ["when", "purpose", "prompt", "model", "inputs", "tokens", "time_shown", "job_id"]
    list_filter = ["purpose", "model", "prompt_version"]
    list_fullwidth = True
    empty_title = _("No language model has worked yet.")
    empty_text = _("Each batch that a model works on is written down here.")
    list_before_template = "recommendations/model_call/totals.html"
    search_fields = ["purpose", "prompt_id", "model", "input_hash"]
    fields = [
        "created_at", "purpose", "prompt_id", "prompt_version", "model", "inputs", "tokens_in", "tokens_out",
        "milliseconds", "input_hash", "job_id",
    ]  # fmt: skip
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ModelCall | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ModelCall | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None)
        if context and "cl" in context:
            context["totals"] = _totals(context["cl"].queryset)
        return response

    @display(description=_("when"), ordering="created_at")
    def when(self, row: ModelCall) -> str:
        return time_cell(row.created_at)

    @display(description=_("prompt"), ordering="prompt_id")
    def prompt(self, row: ModelCall) -> str:
        return f"{row.prompt_id} {row.prompt_version}"

    @display(description=_("tokens in · out"), ordering="tokens_out")
    def tokens(self, row: ModelCall) -> str:
        return " · ".join(number_format(n, force_grouping=True) for n in (row.tokens_in, row.tokens_out))

    @display(description=_("milliseconds"), ordering="milliseconds")
    def time_shown(self, row: ModelCall) -> str:
        return str(number_format(row.milliseconds, decimal_pos=0, force_grouping=True))


def _totals(calls: Any) -> dict[str, Any]:
    totals = calls.order_by().aggregate(
        calls=Count("pk"),
        inputs=Sum("inputs"),
        tokens_in=Sum("tokens_in"),
        tokens_out=Sum("tokens_out"),
        ms=Sum("milliseconds"),
    )
    seconds = (totals["ms"] or 0.0) / 1000
    totals["seconds"] = seconds
    totals["tokens_per_second"] = (totals["tokens_in"] + totals["tokens_out"]) / seconds if seconds else None
    return dict(totals)
