"""Filters of the catalog's lists."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalog.models import Feature, Product


class StockFilter(SimpleListFilter):
    """Whether a product can be sold."""

    title = _("stock")
    parameter_name = "stock_state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("in_stock", _("can be sold")), ("few_left", _("few left")), ("sold_out", _("sold out"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Product]) -> QuerySet[Product]:
        sold_out = Q(available=False) | Q(stock__lte=0)
        conditions = {"in_stock": ~sold_out, "few_left": Q(available=True, stock__range=(1, 5)), "sold_out": sold_out}
        return queryset.filter(conditions[str(self.value())]) if self.value() in conditions else queryset


class ExtractionFilter(SimpleListFilter):
    """Whether the features were read from the present text."""

    title = _("extraction")
    parameter_name = "extraction"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("extracted", _("up to date")), ("outdated", _("text changed")), ("not_extracted", _("not read yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Product]) -> QuerySet[Product]:
        conditions = {
            "extracted": Q(extracted_hash=F("text_hash")),
            "outdated": ~Q(extracted_hash="") & ~Q(extracted_hash=F("text_hash")),
            "not_extracted": Q(extracted_hash=""),
        }
        return queryset.filter(conditions[str(self.value())]) if self.value() in conditions else queryset


class ConfidenceFilter(SimpleListFilter):
    """How sure the model was."""

    title = _("confidence")
    parameter_name = "confidence"
    BANDS = {"high": (0.9, 1.0), "middle": (0.6, 0.9), "low": (0.0, 0.6)}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("high", _("0.9 and more")), ("middle", _("0.6 to 0.9")), ("low", _("below 0.6"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Feature]) -> QuerySet[Feature]:
        if self.value() not in self.BANDS:
            return queryset
        low, high = self.BANDS[str(self.value())]
        upper = Q(confidence__lte=high) if high == 1.0 else Q(confidence__lt=high)
        return queryset.filter(upper, confidence__gte=low)
