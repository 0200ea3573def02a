"""What stands beside a product: bought together, alike in words, alike in looks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.models import Product
from catalog.selectors.pictures import picture_problem
from recommendations.dashboard.access import staff_page
from recommendations.selectors.similar import similar_items

SHOWN = 6


@staff_page("catalog.view_product")
def product_neighbours(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the neighbours of a product for its page."""
    product = get_object_or_404(Product.objects.all(), pk=pk)
    groups = [
        {"title": _("Wanted by the same shoppers"), "items": _items(product, "together")},
        {"title": _("Alike in words"), "items": _items(product, "similar")},
        {"title": _("Alike in looks"), "items": _items(product, "visual"), "problem": picture_problem(product.pk)},
    ]
    return render(request, "dashboard/neighbours.html", {"groups": groups})


def _items(product: Product, kind: str) -> list[Any]:
    return list(similar_items(product_id=product.external_id, kind=kind, k=SHOWN, locale=get_language() or "en"))
