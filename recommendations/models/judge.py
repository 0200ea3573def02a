"""What was learned of the language model as judge, beside the model version it was learned with."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import StoreOwned
from recommendations.models.training import ModelVersion


class Judge(StoreOwned):
    """The student, and a router each for the language model's own judgement and for the student's."""

    model_version = models.OneToOneField(
        ModelVersion, on_delete=models.CASCADE, related_name="judge", verbose_name=_("model version")
    )
    language_model = models.CharField(_("language model"), max_length=200)
    prompt_version = models.CharField(_("prompt version"), max_length=100)
    encoder = models.CharField(_("text encoder"), max_length=200)
    student = models.JSONField(_("student"), default=dict, help_text="recommendations.judging.student.Student")
    model_router = models.JSONField(_("router of the language model"), default=dict)
    student_router = models.JSONField(_("router of the student"), default=dict)
    report = models.JSONField(_("evaluation"), default=dict, help_text="rows by length of history and age of item")
    learned_at = models.DateTimeField(_("learned"), auto_now=True)

    class Meta:
        verbose_name = _("judge")
        verbose_name_plural = _("judges")
        ordering = ["-learned_at"]

    def __str__(self) -> str:
        return f"{self.language_model} {self.prompt_version}"
