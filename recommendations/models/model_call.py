"""The ledger of language-model calls."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import StoreOwned


class ModelCall(StoreOwned):
    """One batch that a language model worked on."""

    purpose = models.CharField(_("purpose"), max_length=60)
    prompt_id = models.CharField(_("prompt"), max_length=60)
    prompt_version = models.CharField(_("version"), max_length=20)
    model = models.CharField(_("model"), max_length=200)
    inputs = models.PositiveIntegerField(_("inputs"))
    tokens_in = models.PositiveIntegerField(_("tokens in"))
    tokens_out = models.PositiveIntegerField(_("tokens out"))
    milliseconds = models.FloatField(_("milliseconds"))
    input_hash = models.CharField(_("hash of the input"), max_length=64)
    job_id = models.PositiveBigIntegerField(_("job"), null=True, blank=True, help_text="the job whose results it fed")
    created_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("language model call")
        verbose_name_plural = _("AI ledger")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["store", "-created_at"], name="model_call_latest")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.prompt_version}"
