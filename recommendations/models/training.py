"""What training leaves behind for serving."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import Product, StoreOwned


class ModelVersion(StoreOwned):
    """One trained recommender: its data window, weights and metrics."""

    version = models.CharField(_("version"), max_length=100)
    active = models.BooleanField(_("in use"), default=False)
    weights = models.JSONField(_("weights of the factors"), default=dict)
    metrics = models.JSONField(_("metrics"), default=dict)
    events = models.PositiveIntegerField(_("events"), default=0)
    window_start = models.DateTimeField(_("events from"), null=True)
    window_end = models.DateTimeField(_("events to"), null=True)
    trained_at = models.DateTimeField(_("trained"), auto_now_add=True)

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
