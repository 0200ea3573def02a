"""Which products a step has to work on."""

from django.db.models import Exists, F, OuterRef, Q

from catalog.models import Product, ProductVector
from catalog.selectors.pictures import pictures_due
from catalog.services.engines import text_encoder


def products_to_embed(limit: int | None = None) -> list[int]:
    """Return the products without a vector of the present text and encoder."""
    fresh = ProductVector.objects.filter(
        product=OuterRef("pk"), text_hash=OuterRef("text_hash"), encoder=text_encoder().name
    )
    return list(Product.objects.filter(~Exists(fresh)).order_by("pk").values_list("pk", flat=True)[:limit])


def products_to_picture(limit: int | None = None) -> list[int]:
    """Return the products whose picture changed, or failed, since it was encoded; those that shoppers can see first."""
    return list(pictures_due().order_by("hidden", "-available", "pk").values_list("pk", flat=True)[:limit])


def products_to_extract(limit: int | None = None) -> list[int]:
    """Return the products whose text changed since extraction, those that shoppers can see first."""
    stale = Product.objects.filter(~Q(extracted_hash=F("text_hash")))
    return list(stale.order_by("hidden", "-available", "pk").values_list("pk", flat=True)[:limit])
