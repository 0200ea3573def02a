"""Cells that the lists of all apps share, drawn by the components."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from catalog.models import Product
from catalog.selectors.shelf import picture_of


def status_cell(status: str, label: Any = "") -> SafeString:
    return render_to_string("components/status_tag.html", {"status": status, "label": label})


def share_cell(share: float, label: Any = "") -> SafeString:
    """Draw a share between 0 and 1 as a bar with its percentage."""
    return render_to_string("catalog/cells/share.html", {"share": share, "label": label})


def product_cell(product: Product, title: str | None) -> SafeString:
    """Show picture, title and id of a product."""
    context = {"picture": picture_of(product), "title": title or product.external_id, "subtitle": product.external_id}
    return render_to_string("catalog/cells/product.html", context)


def time_cell(moment: Any) -> SafeString:
    """Show "3 minutes ago" with the exact time behind it."""
    return render_to_string("catalog/cells/time.html", {"moment": moment})
