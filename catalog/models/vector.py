"""The text vectors of products."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField, HnswIndex

from catalog.models.product import Product
from catalog.models.store import StoreOwned

DIMENSION = 512  # of the default text encoder; `rebuild_vectors` changes the columns for another one


class ProductVector(StoreOwned):
    """What a product's texts mean, in a table of its own so that no list ever loads it."""

    product = models.OneToOneField(
        Product, on_delete=models.CASCADE, primary_key=True, related_name="vector", verbose_name=_("product")
    )
    embedding = HalfVectorField(dimensions=DIMENSION)
    encoder = models.CharField(_("encoder"), max_length=200)
    text_hash = models.CharField(max_length=64)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("text vector")
        verbose_name_plural = _("text vectors")
        indexes = [
            HnswIndex(
                name="product_vector_hnsw",
                fields=["embedding"],
                m=16,
                ef_construction=64,
                opclasses=["halfvec_cosine_ops"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.product_id} ({self.encoder})"
