"""The people who shop."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import StoreOwned


class Shopper(StoreOwned):
    """Somebody who is recommended to, under the pseudonym that the storefront uses; the engine calls it a user."""

    external_id = models.CharField(_("shopper id"), max_length=200)
    locale = models.CharField(_("locale"), max_length=20, blank=True)
    opted_out = models.BooleanField(_("opted out of personalisation"), default=False)
    created_at = models.DateTimeField(_("first seen"))
    last_seen_at = models.DateTimeField(_("last seen"), null=True, blank=True)
    event_count = models.PositiveIntegerField(_("events"), default=0, editable=False)
    price_level = models.FloatField(_("price level"), null=True, editable=False, help_text="mean of log(price)")
    price_spread = models.FloatField(_("price spread"), null=True, editable=False, help_text="deviation of log(price)")
    profile_built_at = models.DateTimeField(_("profile built"), null=True, editable=False)

    class Meta:
        verbose_name = _("shopper")
        verbose_name_plural = _("shoppers")
        ordering = ["-last_seen_at"]
        constraints = [models.UniqueConstraint(fields=["store", "external_id"], name="shopper_id_per_store")]
        indexes = [models.Index(fields=["store", "-last_seen_at"], name="shopper_last_seen")]

    def __str__(self) -> str:
        return self.external_id
