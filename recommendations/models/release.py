"""What the shop's staff decide together and put into force at once: rules and flows, versioned."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import StoreOwned
from recommendations.models.training import ModelVersion


class Release(StoreOwned):
    """One set of rules and flows; the published one of a store is what its lists follow.

    What has been published never changes again: `version`, which every edit raises, stays the same from then on, so
    that a process may keep what it has compiled from (pk, version) for ever.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        NEEDS_CHANGES = "needs_changes", _("needs changes")
        APPROVED = "approved", _("approved")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")
        SUPERSEDED = "superseded", _("superseded")
        DISCARDED = "discarded", _("discarded")

    OPEN = (State.DRAFT, State.IN_REVIEW, State.NEEDS_CHANGES, State.APPROVED, State.SCHEDULED)

    number = models.PositiveIntegerField(_("number"), editable=False)
    name = models.CharField(_("name"), max_length=200)
    note = models.TextField(_("what it is for"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    quick = models.BooleanField(_("one gesture"), default=False, editable=False)
    base = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("made from"),
        help_text="the published release whose rules and flows it started with, or took over last",
    )
    replaced = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        help_text="the release that was published when this one first was: where a rollback leads",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    editors = ArrayField(models.BigIntegerField(), default=list, editable=False, help_text="who wrote a part of it")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    publish_at = models.DateTimeField(_("goes live"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    model_version = models.ForeignKey(
        ModelVersion,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("model version"),
        help_text=_("Put into use with the release; empty: the model stays as it is."),
    )
    model_before = models.ForeignKey(
        ModelVersion, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    prompt_versions = models.JSONField(_("prompt versions"), default=dict, editable=False, help_text="id → version")
    version = models.PositiveIntegerField(_("version"), default=1, editable=False, help_text="raised by every change")
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-number"]
        permissions = [
            ("review_release", "Can approve, schedule, publish and roll back releases"),
            ("quick_release", "Can put a single pin or hide into force at once"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["store", "number"], name="release_number_per_store"),
            models.UniqueConstraint(
                fields=["store"], condition=models.Q(state="published"), name="release_one_published"
            ),
        ]
        indexes = [models.Index(fields=["state", "publish_at"], name="release_due")]

    def __str__(self) -> str:
        return f"#{self.number} {self.name}"

    @property
    def is_open(self) -> bool:
        """Whether its rules and flows may still change."""
        return self.state in self.OPEN


class ReleaseDecision(StoreOwned):
    """One step in the life of a release, or a word about it: who, what, why."""

    class Action(models.TextChoices):
        SUBMIT = "submit", _("sent for review")
        CLAIM = "claim", _("took the review on")
        COMMENT = "comment", _("commented")
        REQUEST_CHANGES = "request_changes", _("asked for changes")
        APPROVE = "approve", _("approved")
        SCHEDULE = "schedule", _("scheduled")
        UNSCHEDULE = "unschedule", _("took off the schedule")
        REOPEN = "reopen", _("changed it after approval")
        PUBLISH = "publish", _("published")
        ROLL_BACK = "roll_back", _("rolled back to this one")
        SUPERSEDE = "supersede", _("was superseded")
        DISCARD = "discard", _("discarded")
        TAKE_OVER = "take_over", _("took over what is live")

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="decisions")
    action = models.CharField(_("action"), max_length=20, choices=Action)
    from_state = models.CharField(_("from"), max_length=20, choices=Release.State)
    to_state = models.CharField(_("to"), max_length=20, choices=Release.State)
    version = models.PositiveIntegerField(_("version"), help_text="of the release, as it was looked at")
    comment = models.TextField(_("comment"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    guest = models.CharField(_("guest"), max_length=200, blank=True, help_text="who decided by a link, without account")
    decided_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["decided_at", "pk"]

    def __str__(self) -> str:
        return f"{self.release_id} {self.action}"


class ApprovalLink(StoreOwned):
    """A link by which somebody without an account decides once about one version of a release."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="approval_links")
    guest = models.CharField(_("for whom"), max_length=200)
    release_version = models.PositiveIntegerField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used"), null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.release_id} {self.guest}"
