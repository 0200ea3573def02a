"""What training leaves behind for serving."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField, HnswIndex

from catalog.models import Product, StoreOwned

EMBEDDING_WIDTH = 65  # 64 numbers of the sequence model, and how wanted the item is whoever asks


class ModelVersion(StoreOwned):
    """One trained recommender: its data window, weights and metrics, and whether and why it is in use."""

    version = models.CharField(_("version"), max_length=100)
    active = models.BooleanField(_("in use"), default=False)
    weights = models.JSONField(_("weights of the factors"), default=dict)
    metrics = models.JSONField(_("metrics"), default=dict)
    events = models.PositiveIntegerField(_("events"), default=0)
    window_start = models.DateTimeField(_("events from"), null=True)
    window_end = models.DateTimeField(_("events to"), null=True)
    trained_at = models.DateTimeField(_("trained"), auto_now_add=True)
    promoted_at = models.DateTimeField(_("put into use"), null=True)
    promoted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    verdict = models.CharField(_("why it is, or is not, in use"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("model version")
        verbose_name_plural = _("model versions")
        ordering = ["-trained_at"]
        constraints = [
            models.UniqueConstraint(fields=["store", "version"], name="model_version_per_store"),
            models.UniqueConstraint(fields=["store"], condition=models.Q(active=True), name="model_version_one_active"),
        ]

    def __str__(self) -> str:
        return self.version


class ModelArtefact(StoreOwned):
    """Arrays of a version as a compressed .npz, so that a web process on any machine reads what a worker learned."""

    class Name(models.TextChoices):
        SEQUENCE = "sequence", _("sequence model")  # what turns a history into a user embedding
        BEFORE = "before", _("sequence model before")  # the same without what was held out: the next goes on from it
        TABLES = "tables", _("tables")  # the rows of the tables below while the version is in use

    version = models.ForeignKey(ModelVersion, on_delete=models.CASCADE, related_name="artefacts")
    name = models.CharField(max_length=20, choices=Name)
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="model_artefact_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.name}"


class ItemEmbedding(StoreOwned):
    """A product in the space of the version in use; its inner product with a user embedding is their score."""

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="item_embedding")
    embedding = HalfVectorField(dimensions=EMBEDDING_WIDTH)

    class Meta:
        indexes = [
            HnswIndex(
                name="item_embedding_hnsw",
                fields=["embedding"],
                m=16,
                ef_construction=64,
                opclasses=["halfvec_ip_ops"],
            )
        ]

    def __str__(self) -> str:
        return str(self.product_id)


class ItemNeighbour(StoreOwned):
    """How often two products occur in the same shoppers' recent histories (cosine of decayed co-occurrence)."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="neighbours")
    neighbour = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    score = models.FloatField(help_text="between 0 and 1")

    class Meta:
        ordering = ["product", "position"]
        constraints = [models.UniqueConstraint(fields=["product", "neighbour"], name="item_neighbour_once")]

    def __str__(self) -> str:
        return f"{self.product_id} → {self.neighbour_id}"


class ItemPopularity(StoreOwned):
    """Decayed attention to a product, over all shoppers (segment "") or those of one locale."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="popularities")
    segment = models.CharField(max_length=20, blank=True)
    score = models.FloatField(help_text="between 0 and 1; the most popular product of the segment has 1")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "segment"], name="item_popularity_once")]
        indexes = [models.Index(fields=["store", "segment", "-score"], name="item_popularity_top")]

    def __str__(self) -> str:
        return f"{self.product_id} {self.segment}"
