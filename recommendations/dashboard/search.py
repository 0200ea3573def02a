"""Search across the shop, behind ⌘K: products, shoppers and copy."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from unfold.dataclasses import SearchResult

from recommendations.dashboard.copy_desk_settings import CopyDeskSettings
from recommendations.dashboard.links import change_link
from recommendations.dashboard.preview_settings import PreviewSettings
from recommendations.selectors import search_across as selectors
from recommendations.selectors.preview import shoppers_found


def search_across(request: HttpRequest, words: str) -> list[SearchResult]:
    """Return what this member of staff may open (Unfold's COMMAND search_callback)."""
    kinds = (
        ("catalog.view_product", _products),
        ("users.view_shopper", _shoppers),
        ("recommendations.view_copy", _copies),
    )
    allowed = [find for permission, find in kinds if request.user.has_perm(permission)]
    return [hit for find in allowed for hit in find(words)]


def _products(words: str) -> Iterator[SearchResult]:
    for text in selectors.products_named(words):
        about = " · ".join(part for part in (_("product"), text.product.external_id, text.product.brand) if part)
        yield SearchResult(text.title, about, change_link("catalog.Product", text.product_id), "inventory_2")


def _shoppers(words: str) -> Iterator[SearchResult]:
    for shopper in shoppers_found(words, limit=selectors.EACH):
        link = f"{reverse('preview')}?{PreviewSettings(shopper=shopper.external_id).query()}"
        interests = ", ".join(tag.label for tag in shopper.strongest_tags)  # type: ignore[attr-defined]
        yield SearchResult(shopper.external_id, " · ".join(filter(None, (_("shopper"), interests))), link, "visibility")


def _copies(words: str) -> Iterator[SearchResult]:
    for copy in selectors.copies_saying(words):
        link = f"{reverse('copy-desk')}?{CopyDeskSettings(state=copy.state, copy=str(copy.pk)).query()}"
        about = f"{_('copy')} · {copy.locale} · {copy.get_state_display()}"
        yield SearchResult(copy.text[:90], about, link, "rate_review")
