"""What a few words find anywhere in the shop."""

from django.db.models import Q

from catalog.models import ProductText
from recommendations.models import Copy
from recommendations.selectors.copy_desk import EVERY_STATE, queue_copies

EACH = 6  # results of a kind


def products_named(words: str) -> list[ProductText]:
    """Return one text a product whose title, id or brand contains the words."""
    found = ProductText.objects.filter(
        Q(title__icontains=words) | Q(product__external_id__icontains=words) | Q(product__brand__icontains=words)
    ).select_related("product")
    return list(found.order_by("product_id", "locale").distinct("product_id")[:EACH])


def copies_saying(words: str) -> list[Copy]:
    return list(queue_copies(state=EVERY_STATE, q=words).defer("facts", "candidates", "findings")[:EACH])
