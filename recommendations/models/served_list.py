"""Which lists the storefront was given."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import StoreOwned
from users.models import Shopper


class ServedList(StoreOwned):
    """One answer of the API: its products by rank, whose decision it was, and with which probability it came about.

    Kept for RECDASH_SERVED_LIST_DAYS. Written by `recommendations.adapters.served_lists` past the ORM.
    """

    request_id = models.CharField(_("request"), max_length=200)
    placement = models.CharField(_("placement"), max_length=100)
    shopper = models.ForeignKey(Shopper, on_delete=models.CASCADE, null=True, related_name="+")
    served_at = models.DateTimeField(_("served"))
    release = models.PositiveIntegerField(_("release"), default=0, help_text="0: none was in force")
    arm = models.CharField(_("arm of an experiment"), max_length=140, blank=True)
    asked = models.JSONField(_("asked for"), default=dict, help_text="locale, category, exclude, where they were given")
    items = ArrayField(models.BigIntegerField(), verbose_name=_("products by rank"))
    exploration = models.JSONField(
        _("exploration"), null=True, help_text="base, fixed, pool and kept of engine.reranking.exploration.Explored"
    )
    rules = models.JSONField(
        _("rules"), null=True, help_text="key of each rule that acted → places that it acted on; null: was not noted"
    )

    class Meta:
        verbose_name = _("served list")
        verbose_name_plural = _("served lists")
        ordering = ["-served_at"]
        constraints = [
            models.UniqueConstraint(fields=["store", "request_id", "placement"], name="served_list_once"),
        ]
        indexes = [models.Index(fields=["store", "-served_at"], name="served_list_latest")]

    def __str__(self) -> str:
        return f"{self.placement} {self.request_id}"
