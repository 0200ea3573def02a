"""What one training of the extractor left behind."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.store import StoreOwned


class ExtractorVersion(StoreOwned):
    """A trained extractor: where its files are, what it learned from, and how it did on what it had not seen."""

    version = models.CharField(_("version"), max_length=100)
    active = models.BooleanField(_("in use"), default=False)
    folder = models.CharField(_("folder"), max_length=300, help_text=_("below the folder of models"))
    code_version = models.CharField(_("version of the code"), max_length=20)
    metrics = models.JSONField(_("metrics"), default=dict)
    examples = models.PositiveIntegerField(_("texts learned from"), default=0)
    window_start = models.DateTimeField(_("decisions from"), null=True)
    window_end = models.DateTimeField(_("decisions to"), null=True)
    trained_at = models.DateTimeField(_("trained"), auto_now_add=True)

    class Meta:
        verbose_name = _("extractor version")
        verbose_name_plural = _("extractor versions")
        ordering = ["-trained_at"]
        constraints = [
            models.UniqueConstraint(fields=["store", "version"], name="extractor_version_per_store"),
            models.UniqueConstraint(
                fields=["store"], condition=models.Q(active=True), name="extractor_version_one_active"
            ),
        ]

    def __str__(self) -> str:
        return self.version
