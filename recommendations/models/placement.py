"""The slots of the storefront."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import StoreOwned

LARGEST_K = 100


class Placement(StoreOwned):
    """A named slot of the storefront that shows recommendations."""

    key = models.SlugField(_("key"), max_length=100, help_text=_("What the storefront sends as placement."))
    name = models.CharField(_("name"), max_length=200)
    k = models.PositiveSmallIntegerField(
        _("items"), default=10, validators=[MinValueValidator(1), MaxValueValidator(LARGEST_K)]
    )

    new_share = models.FloatField(
        _("share for new products"),
        default=0.1,
        validators=[MinValueValidator(0.0), MaxValueValidator(0.5)],
        help_text=_(
            "Part of the list, 0 to 0.5, that is kept for products of the last 14 days: 0.1 is one of 10. The new "
            "product that suits the shopper best gets the place."
        ),
    )

    exploration_share = models.FloatField(
        _("share of explored places"),
        default=0.0,
        db_default=0.0,
        validators=[MinValueValidator(0.0), MaxValueValidator(0.5)],
        help_text=_(
            "Part of the list, 0 to 0.5, that is given by chance to products about which little is known. Replay "
            "learns from these places what a draft would earn: without them it knows only what is shown already."
        ),
    )

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["store", "key"], name="placement_key_per_store"),
            models.CheckConstraint(
                condition=models.Q(new_share__gte=0) & models.Q(new_share__lte=0.5), name="placement_new_share"
            ),
            models.CheckConstraint(
                condition=models.Q(exploration_share__gte=0) & models.Q(exploration_share__lte=0.5),
                name="placement_exploration_share",
            ),
        ]

    def __str__(self) -> str:
        return self.name
