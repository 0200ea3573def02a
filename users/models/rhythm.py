"""What all shoppers together tell of a thing: how it is bought again, and in which months."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import StoreOwned


class InterestRhythm(StoreOwned):
    """How an interest's products are bought again, and its months; learnt from the store's events."""

    kind = models.CharField(_("kind"), max_length=20)
    name = models.CharField(_("name"), max_length=100)
    value = models.CharField(_("normalised value"), max_length=300)
    interval_days = models.FloatField(_("days between purchases"), null=True, help_text="null: not used up")
    repeats = models.PositiveIntegerField(_("repeated purchases"), default=0)
    phase_factors = models.JSONField(_("want by phase"), default=list, help_text="fresh, nearing, due, lapsed")
    month_factors = models.JSONField(_("want by month"), default=list, help_text="12 factors; empty: no season")
    learned_at = models.DateTimeField(_("learned"))

    class Meta:
        verbose_name = _("rhythm of an interest")
        verbose_name_plural = _("rhythms of interests")
        ordering = ["kind", "value"]
        constraints = [
            models.UniqueConstraint(fields=["store", "kind", "name", "value"], name="interest_rhythm_once"),
        ]

    def __str__(self) -> str:
        return self.value
