"""What evaluations on the shop's own data found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import Job, StoreOwned


class EvaluationRun(StoreOwned):
    """One evaluation by a split in time: what was asked, and a row for each recommender that has answered so far."""

    job = models.OneToOneField(
        Job, null=True, on_delete=models.SET_NULL, related_name="evaluation_run", verbose_name=_("job")
    )
    until = models.DateTimeField(_("events to"))
    seed = models.PositiveIntegerField(_("seed"), default=0)
    asked = models.JSONField(_("what was asked"), default=dict, help_text="moment, users, items, steps, had_before")
    rows = models.JSONField(_("rows"), default=list, help_text="recommendations.evaluation.shop.shop_row")
    created_at = models.DateTimeField(_("started"), auto_now_add=True)

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"
