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

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["store", "key"], name="placement_key_per_store")]

    def __str__(self) -> str:
        return self.name
