"""Releases against each other: on logged traffic before one is published, and on shoppers."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import StoreOwned


class Experiment(StoreOwned):
    """Two releases, each shown to a part of the shoppers, which a hash of the key and the shopper decides."""

    class Metric(models.TextChoices):
        CLICK_RATE = "click_rate", _("click rate")
        CONVERSION = "conversion", _("share of shoppers who buy")
        REVENUE = "revenue", _("revenue per shopper")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        RUNNING = "running", _("running")
        ENDED = "ended", _("ended")

    class Decision(models.TextChoices):
        CONTROL = "control", _("keep what was live")
        TREATMENT = "treatment", _("take the new release")
        NONE = "none", _("no difference shown")

    key = models.SlugField(_("key"), max_length=100, help_text=_("What API answers call it."))
    name = models.CharField(_("name"), max_length=200)
    placement = models.CharField(_("placement"), max_length=100, blank=True, help_text=_("Empty: all of them."))
    control = models.PositiveIntegerField(_("release that is live"), default=0)
    treatment = models.PositiveIntegerField(_("release that is tried"))
    share = models.FloatField(
        _("part of the shoppers who get the new release"),
        default=0.5,
        validators=[MinValueValidator(0.01), MaxValueValidator(0.99)],
    )
    metric = models.CharField(_("metric"), max_length=20, choices=Metric, default=Metric.CLICK_RATE)
    minimum_effect = models.FloatField(
        _("smallest change that matters"),
        default=0.1,
        validators=[MinValueValidator(0.005), MaxValueValidator(2.0)],
        help_text=_("Relative: 0.1 is a tenth more."),
    )
    mixing = models.FloatField(_("the same in units of the metric"), default=0.0, editable=False)
    visitors_needed = models.PositiveBigIntegerField(_("shoppers needed"), null=True, editable=False)
    days_needed = models.PositiveIntegerField(_("days needed"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True, editable=False)
    result = models.JSONField(_("what was found when it ended"), default=dict, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("planned"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("experiment")
        verbose_name_plural = _("experiments")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["store", "key"], name="experiment_key_per_store"),
            models.UniqueConstraint(
                fields=["store"], condition=models.Q(state="running"), name="experiment_one_running"
            ),
            models.CheckConstraint(condition=models.Q(share__gt=0) & models.Q(share__lt=1), name="experiment_share"),
        ]

    def __str__(self) -> str:
        return self.name


class ReplayRun(StoreOwned):
    """Logged traffic through a release that nobody has seen: what was asked, and what was found."""

    class Status(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    release = models.PositiveIntegerField(_("release"))
    placement = models.CharField(_("placement"), max_length=100)
    days = models.PositiveSmallIntegerField(_("days of traffic"), default=7)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.RUNNING)
    total = models.PositiveIntegerField(_("lists"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    error = models.TextField(_("error"), blank=True)
    result = models.JSONField(_("result"), default=dict, help_text="recommendations.experiments.replay.estimate.Replay")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("started"), auto_now_add=True)

    class Meta:
        verbose_name = _("replay")
        verbose_name_plural = _("replays")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.release} {self.placement}"
