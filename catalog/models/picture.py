"""The picture vectors of products."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField, HnswIndex, VectorField

from catalog.models.product import Product
from catalog.models.store import StoreOwned

PICTURE_DIMENSION = 1280  # of the default picture encoder; `rebuild_picture_vectors` changes the columns


class PictureVector(StoreOwned):
    """What a product's first picture shows, in a table of its own so that no list ever loads it.

    `raw` is what the encoder gave. `embedding` is what pictures are compared by: less the mean of the store's
    pictures, which all of them share, of length 1; empty where nothing is left. Both are empty where `error` says why.
    """

    product = models.OneToOneField(
        Product, on_delete=models.CASCADE, primary_key=True, related_name="picture_vector", verbose_name=_("product")
    )
    raw = HalfVectorField(dimensions=PICTURE_DIMENSION, null=True)
    embedding = HalfVectorField(dimensions=PICTURE_DIMENSION, null=True)
    encoder = models.CharField(_("encoder"), max_length=200)
    address = models.CharField(_("address of the picture"), max_length=2000)
    picture_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the picture's bytes")
    error = models.CharField(_("why there is no vector"), max_length=500, blank=True)
    encoded_at = models.DateTimeField(_("encoded"))

    class Meta:
        verbose_name = _("picture vector")
        verbose_name_plural = _("picture vectors")
        indexes = [
            HnswIndex(
                name="picture_vector_hnsw",
                fields=["embedding"],
                m=16,
                ef_construction=64,
                opclasses=["halfvec_cosine_ops"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.product_id} ({self.encoder})"


class PictureMean(StoreOwned):
    """The mean that a store's picture vectors were freed of, one an encoder."""

    encoder = models.CharField(_("encoder"), max_length=200)
    mean = VectorField(dimensions=PICTURE_DIMENSION, null=True, help_text="empty while there are few pictures")
    computed_at = models.DateTimeField(_("computed"), null=True)

    class Meta:
        verbose_name = _("mean picture")
        verbose_name_plural = _("mean pictures")
        constraints = [models.UniqueConstraint(fields=["store", "encoder"], name="picture_mean_per_encoder")]

    def __str__(self) -> str:
        return f"{self.store_id} ({self.encoder})"
