"""How the list of a placement is made, as one release says it."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import StoreOwned
from recommendations.models.placement import LARGEST_K, Placement
from recommendations.models.release import Release


class Flow(StoreOwned):
    """Sources, weights, language model, diversity, new and uncertain products, and length of one placement's lists.

    A placement without a flow in the release in force has its own `k` and `new_share`, and all else as in a new flow.
    """

    class Fallback(models.TextChoices):
        POPULAR = "popular", _("what is popular")
        NEWEST = "newest", _("what is new")

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="flows", editable=False)
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="flows", editable=False)
    k = models.PositiveSmallIntegerField(
        _("items"), default=10, validators=[MinValueValidator(1), MaxValueValidator(LARGEST_K)]
    )
    sources_off = ArrayField(
        models.CharField(max_length=20), verbose_name=_("sources switched off"), default=list, blank=True
    )
    weights = models.JSONField(
        _("weights of factors"), default=dict, blank=True, help_text=_("Only those that shall differ from the model's.")
    )
    language_model = models.BooleanField(_("language model"), default=True)
    diversity = models.FloatField(
        _("diversity"),
        default=0.0,
        validators=[MinValueValidator(0.0), MaxValueValidator(1.0)],
        help_text=_("0: by score alone; 1: brands and categories alternate wherever scores are near."),
    )
    new_share = models.FloatField(
        _("share for new products"), default=0.1, validators=[MinValueValidator(0.0), MaxValueValidator(0.5)]
    )
    exploration_share = models.FloatField(
        _("share for uncertain products"), default=0.0, validators=[MinValueValidator(0.0), MaxValueValidator(0.5)]
    )
    fallback = models.CharField(
        _("when too little is known"), max_length=20, choices=Fallback, default=Fallback.POPULAR
    )
    version = models.PositiveIntegerField(default=1, editable=False, help_text="raised by every change, for locking")

    class Meta:
        verbose_name = _("flow")
        verbose_name_plural = _("flows")
        ordering = ["placement"]
        constraints = [
            models.UniqueConstraint(fields=["release", "placement"], name="flow_one_per_placement"),
            models.CheckConstraint(
                condition=models.Q(new_share__gte=0, new_share__lte=0.5)
                & models.Q(exploration_share__gte=0, exploration_share__lte=0.5)
                & models.Q(diversity__gte=0, diversity__lte=1),
                name="flow_shares",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement} · {self.release}"
