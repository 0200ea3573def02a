"""What the page of a product shows above its form."""

from typing import Any

from django.db.models import Avg, Count
from django.http import Http404
from django.utils.translation import get_language

from catalog.models import Feature, Product, Review
from catalog.selectors.features import product_evidence
from catalog.selectors.shelf import extraction_state, picture_of, stock_state, with_titles

REVIEWS_SHOWN = 10


def product_page(pk: int | str, *, user: Any) -> dict[str, Any]:
    """Return the context of `catalog/product/page.html`; raise Http404 for a product of another store."""
    product = product_shown(pk)
    return {
        "product": product,
        "head": product_head(product, user=user),
        "panel": feature_panel(product, user=user),
        "reviews": Review.objects.filter(product=product)[:REVIEWS_SHOWN],
        "ratings": Review.objects.filter(product=product).aggregate(mean=Avg("rating"), n=Count("pk")),
        "feed_attributes": sorted(product.attributes.items()),
    }


def product_shown(pk: int | str) -> Product:
    product = (
        with_titles(Product.objects.select_related("category", "store")).filter(pk=pk).first()
        if str(pk).isdigit()
        else None
    )
    if product is None:
        raise Http404
    return product


def product_head(product: Product, *, user: Any) -> dict[str, Any]:
    """Return what the head of the page shows."""
    return {
        "product": product,
        "picture": picture_of(product),
        "stock": stock_state(product),
        "extraction": extraction_state(product),
        "may_change": user.has_perm("catalog.change_product"),
    }


def feature_panel(product: Product, *, user: Any) -> dict[str, Any]:
    """Return the texts with their evidence and the values beside them.

    Texts that the reader does not read and that prove nothing stand apart, in `more_texts`.
    """
    features = list(Feature.objects.filter(product=product))
    texts = product_evidence(product)
    read = {get_language(), product.store.default_locale}
    first = [text for text in texts if text.locale in read or any(segment.status for segment in text.segments)]
    return {
        "product": product,
        "texts": first,
        "more_texts": [text for text in texts if text not in first],
        "features": features,
        "open_count": sum(feature.status == Feature.Status.PROPOSED for feature in features),
        "may_decide": user.has_perm("catalog.change_feature"),
    }
