"""The list of products, and the page of one."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from catalog.admin.bulk import products_extract, products_hide, products_verify
from catalog.admin.cells import product_cell, status_cell
from catalog.admin.confirm import bulk_action
from catalog.admin.filters import ExtractionFilter, StockFilter
from catalog.admin.product_page import product_page
from catalog.admin.product_views import product_decide_all, product_toggle
from catalog.models import Product
from catalog.selectors.shelf import extraction_state, stock_state, with_titles
from catalog.services.features import product_categorise
from recdash.lib.locale_numbers import format_money


@admin.register(Product)
class ProductAdmin(ModelAdmin):
    """Products come from feeds; staff hide them, put them in another category, and judge their features."""

    list_display = ["product", "category", "price_shown", "stock_shown", "hidden_shown", "extraction"]
    list_filter = ["hidden", StockFilter, ExtractionFilter, "category"]
    list_fullwidth = True
    list_per_page = 50
    list_select_related = ["category"]
    search_fields = ["external_id", "brand", "texts__title"]
    search_help_text = _("Title in any language, brand or product id")
    ordering = ["external_id"]
    actions = ["hide", "show", "extract_again", "verify_sure"]
    fields = ["category", "available", "stock", "price", "cost", "currency", "brand", "url"]
    readonly_fields = ["price", "cost", "currency", "brand", "url", "stock"]
    autocomplete_fields = ["category"]
    change_form_outer_before_template = "catalog/product/page.html"
    empty_title = _("No products yet.")
    empty_text = _("Import a feed, or let the storefront send products to /api/v1/products/bulk/.")
    empty_link, empty_action = "admin:catalog_feedimport_upload", _("Import a file")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        return with_titles(super().get_queryset(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_custom_urls(self) -> tuple[tuple[str, str, Any], ...]:
        return (
            ("<int:pk>/toggle-hidden/", "catalog_product_toggle", product_toggle),
            ("<int:pk>/verify-sure/", "catalog_product_verify", product_decide_all),
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        page = product_page(object_id, user=request.user)
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **page})

    def save_model(self, request: HttpRequest, obj: Product, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "category" in form.changed_data:
            product_categorise(product=obj, category=obj.category, by=request.user)

    @display(description=_("product"), ordering="title")
    def product(self, row: Any) -> str:
        return product_cell(row, row.title)

    @display(description=_("price"), ordering="price")
    def price_shown(self, row: Product) -> str:
        return format_money(row.price, row.currency, get_language() or "en")

    @display(description=_("stock"), ordering="stock")
    def stock_shown(self, row: Product) -> str:
        return status_cell(*stock_state(row))

    @display(description=_("shown"), ordering="hidden")
    def hidden_shown(self, row: Product) -> str:
        return status_cell("hide", _("hidden")) if row.hidden else status_cell("shown", _("shown"))

    @display(description=_("features"))
    def extraction(self, row: Product) -> str:
        return status_cell(*extraction_state(row))

    @bulk_action(
        description=_("Hide"), question=_("Hide these products in every list?"), permissions=["change"], danger=True
    )
    def hide(self, request: HttpRequest, queryset: QuerySet[Product]) -> str:
        return products_hide(queryset, hidden=True)

    @bulk_action(description=_("Show again"), question=_("Show these products again?"), permissions=["change"])
    def show(self, request: HttpRequest, queryset: QuerySet[Product]) -> str:
        return products_hide(queryset, hidden=False)

    @bulk_action(
        description=_("Extract features again"),
        question=_("Have the language model read these products again? Verified values stay."),
        permissions=["extract"],
    )
    def extract_again(self, request: HttpRequest, queryset: QuerySet[Product]) -> str:
        return products_extract(queryset, by=request.user)

    @bulk_action(
        description=_("Verify features above 0.9"),
        question=_("Verify all proposed features of these products with a confidence of 0.9 or more?"),
        permissions=["verify"],
    )
    def verify_sure(self, request: HttpRequest, queryset: QuerySet[Product]) -> str:
        return products_verify(queryset, by=request.user)

    def has_extract_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perms(["catalog.add_job", "catalog.change_product"])

    def has_verify_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("catalog.change_feature")
