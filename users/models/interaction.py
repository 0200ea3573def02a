"""What shoppers did."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import Product, StoreOwned
from users.models.shopper import Shopper


class Interaction(StoreOwned):
    """One event.

    Ready to be partitioned by time: nothing references this table, and its uniqueness contains the time, as
    Postgres asks of partitioned tables. That an `event_id` counts once whatever its time is seen to by
    `users.services.events`.
    """

    class Type(models.TextChoices):
        VIEW = "view", _("viewed")
        SEARCH = "search", _("searched")
        CART = "cart", _("put in cart")
        PURCHASE = "purchase", _("bought")
        LIKE = "like", _("liked")
        DISMISS = "dismiss", _("dismissed")
        CLICK = "click", _("clicked")
        IMPRESSION = "impression", _("was shown")

    event_id = models.CharField(_("event id"), max_length=200)
    shopper = models.ForeignKey(Shopper, on_delete=models.CASCADE, related_name="interactions")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, null=True, related_name="interactions")
    type = models.CharField(_("type"), max_length=12, choices=Type)
    query = models.CharField(_("query"), max_length=500, blank=True)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2, null=True)
    locale = models.CharField(_("locale"), max_length=20, blank=True)
    placement = models.CharField(_("placement"), max_length=100, blank=True)
    attribution_token = models.CharField(_("attribution token"), max_length=300, blank=True)
    occurred_at = models.DateTimeField(_("occurred"))
    received_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-occurred_at"]
        constraints = [
            models.UniqueConstraint(fields=["store", "event_id", "occurred_at"], name="interaction_once"),
        ]
        indexes = [
            models.Index(fields=["shopper", "-occurred_at"], name="interaction_of_shopper"),
            models.Index(fields=["product", "-occurred_at"], name="interaction_of_product"),
            models.Index(fields=["store", "-occurred_at"], name="interaction_latest"),
        ]

    def __str__(self) -> str:
        return self.event_id
