"""What lists led to, counted by day: the pages read these and never the events.

Days are those of the store's time zone. `recommendations.services.attribution` counts a day anew as a whole, so that
late events find their place and a second run changes nothing.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import Product, StoreOwned
from users.models import Shopper


class Counted(StoreOwned):
    """Base: what happened on a day to lists of one placement and release (0: none was in force)."""

    day = models.DateField(_("day"))
    placement = models.CharField(_("placement"), max_length=100)
    release = models.PositiveIntegerField(_("release"), default=0)
    impressions = models.PositiveIntegerField(_("times shown"), default=0)
    clicks = models.PositiveIntegerField(_("clicks"), default=0)
    carts = models.PositiveIntegerField(_("put in cart"), default=0)
    purchases = models.PositiveIntegerField(_("purchases"), default=0)
    revenue = models.DecimalField(_("revenue"), max_digits=14, decimal_places=2, default=0)

    class Meta:
        abstract = True


class ShopperDay(Counted):
    """What one shopper did with a placement's lists: the unit of every interval, and of experiments."""

    shopper = models.ForeignKey(Shopper, on_delete=models.CASCADE, related_name="+")
    arm = models.CharField(_("arm of an experiment"), max_length=140, blank=True)
    locale = models.CharField(_("locale"), max_length=20, blank=True)
    returning = models.BooleanField(_("was seen before that day"), default=False)
    lists = models.PositiveIntegerField(_("lists"), default=0)
    new_shown = models.PositiveIntegerField(_("times a new product was shown"), default=0)

    class Meta:
        verbose_name = _("shopper's day")
        verbose_name_plural = _("shoppers' days")
        constraints = [
            models.UniqueConstraint(
                fields=["store", "day", "placement", "release", "arm", "shopper"], name="shopper_day_once"
            ),
        ]
        indexes = [models.Index(fields=["store", "arm", "day"], name="shopper_day_arm")]

    def __str__(self) -> str:
        return f"{self.day} {self.placement} {self.shopper_id}"


class ProductDay(Counted):
    """How often a product was shown in a placement, and what came of it."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    locale = models.CharField(_("locale"), max_length=20, blank=True)
    returning = models.BooleanField(_("to shoppers seen before that day"), default=False)

    class Meta:
        verbose_name = _("product's day")
        verbose_name_plural = _("products' days")
        constraints = [
            models.UniqueConstraint(
                fields=["store", "day", "placement", "release", "locale", "returning", "product"],
                name="product_day_once",
            ),
        ]
        indexes = [models.Index(fields=["product", "placement", "day"], name="product_day_product")]

    def __str__(self) -> str:
        return f"{self.day} {self.placement} {self.product_id}"


class RankDay(Counted):
    """What came of each place of a list; 1 is first. Only lists whose log was still there are counted."""

    rank = models.PositiveSmallIntegerField(_("place"))

    class Meta:
        verbose_name = _("day of a place")
        verbose_name_plural = _("days of places")
        constraints = [
            models.UniqueConstraint(fields=["store", "day", "placement", "release", "rank"], name="rank_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.placement} {self.rank}"


class RuleDay(Counted):
    """What came of the places that a rule gave or moved an item to; rule 0: of places that no rule touched.

    Only lists whose log was still there, and noted its rules, are counted.
    """

    rule = models.BigIntegerField(_("rule"), default=0, help_text="key of the rule")
    rank = models.PositiveSmallIntegerField(_("place"))

    class Meta:
        verbose_name = _("day of a rule")
        verbose_name_plural = _("days of rules")
        constraints = [
            models.UniqueConstraint(
                fields=["store", "day", "placement", "release", "rule", "rank"], name="rule_day_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.placement} {self.rule}"


class ListDay(StoreOwned):
    """How unlike the products of one list were: sums over the day's lists that were looked at."""

    day = models.DateField(_("day"))
    placement = models.CharField(_("placement"), max_length=100)
    release = models.PositiveIntegerField(_("release"), default=0)
    lists = models.PositiveIntegerField(_("lists looked at"), default=0)
    distance = models.FloatField(_("sum of mean cosine distances"), default=0.0)
    distance_squares = models.FloatField(_("sum of their squares"), default=0.0)

    class Meta:
        verbose_name = _("day of lists")
        verbose_name_plural = _("days of lists")
        constraints = [
            models.UniqueConstraint(fields=["store", "day", "placement", "release"], name="list_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.placement}"


class AttributionState(StoreOwned):
    """Up to which event a store's days are counted."""

    last_event = models.BigIntegerField(_("last event counted"), default=0)
    counted_at = models.DateTimeField(_("counted"), null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store"], name="attribution_state_per_store")]

    def __str__(self) -> str:
        return f"#{self.last_event}"
