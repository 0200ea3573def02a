"""What buyers say of a product."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from catalog.models.product import Product
from catalog.models.store import StoreOwned


class Review(StoreOwned):
    """One buyer's words; a source of features and of evidence for copy."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="reviews", verbose_name=_("product"))
    external_id = models.CharField(_("review id"), max_length=200)
    author = models.CharField(_("author"), max_length=200, blank=True)
    rating = models.PositiveSmallIntegerField(
        _("rating"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    title = models.CharField(_("title"), max_length=500, blank=True)
    text = models.TextField(_("text"), blank=True)
    locale = models.CharField(_("locale"), max_length=20, default="en")
    created_at = models.DateTimeField(_("written"), null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-created_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["store", "external_id"], name="review_id_per_store")]

    def __str__(self) -> str:
        return self.title or Truncator(self.text).chars(60)
