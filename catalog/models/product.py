"""Products and their texts."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.category import Category
from catalog.models.store import StoreOwned


class Product(StoreOwned):
    """Something the shop sells; the engine calls it an item."""

    external_id = models.CharField(_("product id"), max_length=200)
    category = models.ForeignKey(
        Category, on_delete=models.SET_NULL, null=True, blank=True, related_name="products", verbose_name=_("category")
    )
    feed_category = models.CharField(_("category in the feed"), max_length=600, blank=True)
    brand = models.CharField(_("brand"), max_length=200, blank=True)
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    cost = models.DecimalField(
        _("cost"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_(
            "What the shop pays for it, in the price's currency; empty: not known. No list and no copy tells it."
        ),
    )
    stock = models.IntegerField(_("stock"), null=True, blank=True, help_text=_("Empty: not counted."))
    available = models.BooleanField(_("available"), default=True)
    hidden = models.BooleanField(_("hidden"), default=False, help_text=_("Never recommended; acts at once."))
    url = models.CharField(_("address"), max_length=1000, blank=True)
    images = models.JSONField(_("pictures"), default=list, blank=True)
    attributes = models.JSONField(_("feed attributes"), default=dict, blank=True)
    content_hash = models.CharField(max_length=64, editable=False, help_text="SHA-256 of the feed record")
    text_hash = models.CharField(max_length=64, editable=False, help_text="SHA-256 of what extraction reads")
    extracted_hash = models.CharField(max_length=64, blank=True, editable=False, help_text="text_hash last extracted")
    created_at = models.DateTimeField(_("in the shop since"))
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["external_id"]
        constraints = [
            models.UniqueConstraint(fields=["store", "external_id"], name="product_id_per_store"),
            models.CheckConstraint(
                condition=models.Q(price__isnull=True) | models.Q(price__gte=0), name="product_price_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(cost__isnull=True) | models.Q(cost__gte=0), name="product_cost_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["store", "category"], name="product_category"),
            models.Index(fields=["store", "-created_at"], name="product_newest"),
        ]

    def __str__(self) -> str:
        return self.external_id

    @property
    def recommendable(self) -> bool:
        """Whether any list may show it."""
        return self.available and not self.hidden and self.stock != 0


class ProductText(StoreOwned):
    """Title and description of a product in one locale."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="texts", verbose_name=_("product"))
    locale = models.CharField(_("locale"), max_length=20)
    title = models.CharField(_("title"), max_length=500)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("product text")
        verbose_name_plural = _("product texts")
        ordering = ["locale"]
        constraints = [models.UniqueConstraint(fields=["product", "locale"], name="product_text_per_locale")]
        indexes = [GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="product_title_trigrams")]

    def __str__(self) -> str:
        return self.title
