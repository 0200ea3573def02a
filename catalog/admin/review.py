"""What buyers wrote, to read."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from catalog.models import Review
from catalog.selectors.shelf import title_in


@admin.register(Review)
class ReviewAdmin(ModelAdmin):
    """Reviews come with the feed."""

    list_display = ["__str__", "stars", "product_link", "locale", "created_at"]
    list_filter = ["rating", "locale"]
    list_select_related = ["product"]
    search_fields = ["title", "text", "product__external_id"]
    empty_title = _("No reviews yet.")
    empty_text = _("Reviews come with feeds that hold them, such as Amazon's.")
    readonly_fields = ["product", "external_id", "author", "rating", "title", "text", "locale", "created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        shown = title_in(get_language() or "en", product="product_id")
        return super().get_queryset(request).annotate(product_title=shown)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Review | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Review | None = None) -> bool:
        return False

    @display(description=_("rating"), ordering="rating")
    def stars(self, row: Review) -> str:
        return "★" * row.rating + "☆" * (5 - row.rating) if row.rating else "–"

    @display(description=_("product"))
    def product_link(self, row: Any) -> str:
        address = reverse("admin:catalog_product_change", args=[row.product_id])
        return format_html('<a class="rd-link" href="{}">{}</a>', address, row.product_title or row.product)
