"""The tree of categories."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from catalog.models import Category


@admin.register(Category)
class CategoryAdmin(ModelAdmin):
    """In the order of the tree, each level set further in."""

    list_display = ["tree", "slug", "products_shown"]
    search_fields = ["path", "slug"]
    ordering = ["path"]
    list_per_page = 200
    fields = ["parent", "name", "slug", "names", "description"]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name"]}
    change_form_outer_after_template = "components/history_after.html"
    empty_title = _("No categories yet.")
    empty_text = _("Feeds add the categories that they name; add others that products should be sorted into.")
    empty_link, empty_action = "admin:catalog_category_add", _("Add a category")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        return super().get_queryset(request).annotate(product_count=Count("products"))

    @display(description=_("category"), ordering="path")
    def tree(self, row: Category) -> str:
        depth = row.path.count(" > ")
        return format_html(
            '<span class="rd-tree" style="--rd-depth:{}">{}</span>', depth, row.name_in(get_language() or "en")
        )

    @display(description=_("products"), ordering="product_count")
    def products_shown(self, row: Any) -> str:
        return format_html(
            '<a class="rd-link rd-number" href="../product/?category__id__exact={}">{}</a>', row.pk, row.product_count
        )
