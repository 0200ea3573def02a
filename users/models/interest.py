"""What a shopper is interested in: in words, and as vectors."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField

from catalog.models import StoreOwned
from catalog.models.vector import DIMENSION
from users.models.shopper import Shopper


class InterestTag(StoreOwned):
    """One interest in plain words, with the events behind it."""

    class Source(models.TextChoices):
        MODEL = "model", _("language model")
        STAFF = "staff", _("staff")
        SHOPPER = "shopper", _("shopper")

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        PINNED = "pinned", _("kept by staff")
        HIDDEN = "hidden", _("hidden")

    shopper = models.ForeignKey(Shopper, on_delete=models.CASCADE, related_name="tags", verbose_name=_("shopper"))
    kind = models.CharField(_("kind"), max_length=20, help_text="category, attribute, function, audience, brand, price")
    name = models.CharField(_("name"), max_length=100, help_text="colour, material …; the kind otherwise")
    value = models.CharField(_("normalised value"), max_length=300)
    label = models.CharField(_("interest"), max_length=300)
    weight = models.FloatField(_("weight"), help_text=_("Between 0 and 1; the strongest interest has 1."))
    lasting_weight = models.FloatField(
        _("lasting weight"), null=True, editable=False, help_text="without what passes with time; null: set by a person"
    )
    traits = models.JSONField(_("traits"), default=dict, blank=True, editable=False, help_text="users.interests.traits")
    changes_at = models.DateTimeField(_("weight changes"), null=True, editable=False)
    evidence = models.JSONField(_("events behind it"), default=list, help_text="event ids, strongest first")
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.MODEL)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ACTIVE)
    one_off = models.BooleanField(_("one-off"), default=False)
    model = models.CharField(_("model"), max_length=200, blank=True)
    prompt_version = models.CharField(_("prompt version"), max_length=100, blank=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("interest tag")
        verbose_name_plural = _("interest tags")
        ordering = ["-weight"]
        constraints = [
            models.UniqueConstraint(fields=["shopper", "kind", "name", "value"], name="interest_tag_once"),
            models.CheckConstraint(
                condition=models.Q(weight__gte=0) & models.Q(weight__lte=1), name="interest_tag_weight_share"
            ),
        ]
        indexes = [
            models.Index(
                fields=["changes_at"], name="interest_tag_changes", condition=models.Q(changes_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.label


class InterestVector(StoreOwned):
    """One of a shopper's interests as the mean vector of its products.

    Several rows a shopper: an average over different interests lies between them, near nothing they want.
    """

    shopper = models.ForeignKey(Shopper, on_delete=models.CASCADE, related_name="interest_vectors")
    position = models.PositiveSmallIntegerField(_("position"))
    weight = models.FloatField(_("weight"), help_text="share of the shopper's attention, sums to 1")
    label = models.CharField(_("interest"), max_length=300, blank=True)
    embedding = HalfVectorField(dimensions=DIMENSION)

    class Meta:
        verbose_name = _("interest vector")
        verbose_name_plural = _("interest vectors")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["shopper", "position"], name="interest_vector_position")]

    def __str__(self) -> str:
        return self.label
