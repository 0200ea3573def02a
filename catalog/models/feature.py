"""What a language model, or a person, read out of a product's texts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.product import Product
from catalog.models.store import StoreOwned


class Feature(StoreOwned):
    """One extracted value with the place in the text that proves it."""

    class Kind(models.TextChoices):
        CATEGORY = "category", _("category")
        ATTRIBUTE = "attribute", _("attribute")
        FUNCTION = "function", _("function")
        AUDIENCE = "audience", _("audience")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        VERIFIED = "verified", _("verified")
        REJECTED = "rejected", _("rejected")

    class Source(models.TextChoices):
        MODEL = "model", _("language model")
        STAFF = "staff", _("staff")

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="features", verbose_name=_("product"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=100, help_text=_("colour, material, weight …; the kind otherwise"))
    value = models.CharField(_("value as written"), max_length=300)
    normalised = models.CharField(_("normalised value"), max_length=300)
    confidence = models.FloatField(_("confidence"))
    evidence_field = models.CharField(_("found in"), max_length=300, help_text="title:en, description:de, review:ID …")
    evidence_start = models.PositiveIntegerField(_("from character"))
    evidence_end = models.PositiveIntegerField(_("to character"))
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.MODEL)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    sure = models.BooleanField(
        _("would be accepted automatically"),
        default=False,
        help_text=_("the trained extractor is as sure as of values of which nearly all were right"),
    )
    accepted_automatically = models.BooleanField(_("accepted automatically"), default=False)
    model = models.CharField(_("model"), max_length=200, blank=True)
    prompt_version = models.CharField(_("prompt version"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("extracted"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("feature")
        verbose_name_plural = _("features")
        ordering = ["kind", "name", "normalised"]
        constraints = [
            models.UniqueConstraint(fields=["product", "kind", "name", "normalised"], name="feature_value_once"),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0) & models.Q(confidence__lte=1), name="feature_confidence_share"
            ),
            models.CheckConstraint(
                condition=models.Q(evidence_end__gt=models.F("evidence_start")), name="feature_evidence_not_empty"
            ),
        ]
        indexes = [
            models.Index(
                fields=["store", "kind", "normalised", "name"],
                include=["product", "confidence", "status"],  # all that the search for a value's products reads
                name="feature_of_value",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.normalised}"
