"""Marketing copy, its revisions, and what people decided about it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import Product, StoreOwned


class Copy(StoreOwned):
    """A text for a product, an audience and a locale; served only while published."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        NEEDS_CHANGES = "needs_changes", _("needs changes")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="copies", verbose_name=_("product"))
    audience = models.CharField(
        _("audience"),
        max_length=300,
        blank=True,
        help_text=_("An interest such as function:waterproof; empty: everyone."),
    )
    audience_label = models.CharField(_("audience in words"), max_length=300, blank=True)
    locale = models.CharField(_("locale"), max_length=20)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    text = models.TextField(_("text"))
    facts = models.JSONField(_("facts"), default=list, help_text="[{id, name, value, field, evidence}]")
    findings = models.JSONField(_("findings"), default=list, help_text="[{severity, code, span, message, suggestion}]")
    candidates = models.JSONField(_("other candidates"), default=list, help_text="[{text, score}]")
    model = models.CharField(_("model"), max_length=200, blank=True)
    prompt_version = models.CharField(_("prompt version"), max_length=100, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author"),
        help_text=_("Who last wrote the text; empty: the language model."),
    )
    version = models.PositiveIntegerField(_("version"), default=1, help_text="raised by every change, for locking")
    created_at = models.DateTimeField(_("drafted"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        verbose_name = _("copy")
        verbose_name_plural = _("copy")
        ordering = ["created_at", "pk"]
        permissions = [("review_copy", "Can approve, publish and withdraw copy")]
        constraints = [models.UniqueConstraint(fields=["product", "audience", "locale"], name="copy_one_per_audience")]
        indexes = [models.Index(fields=["store", "state", "created_at"], name="copy_queue")]

    def __str__(self) -> str:
        return self.text[:80]


class CopyRevision(StoreOwned):
    """One wording of a copy."""

    copy = models.ForeignKey(Copy, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("revision"))
    text = models.TextField(_("text"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["copy", "number"], name="copy_revision_number")]

    def __str__(self) -> str:
        return f"{self.copy_id} r{self.number}"


class CopyDecision(StoreOwned):
    """One step in the life of a copy: who, what, why, about which revision."""

    class Action(models.TextChoices):
        SUBMIT = "submit", _("sent for review")
        APPROVE = "approve", _("approved")
        REQUEST_CHANGES = "request_changes", _("asked for changes")
        PUBLISH = "publish", _("published")
        WITHDRAW = "withdraw", _("withdrawn")

    copy = models.ForeignKey(Copy, on_delete=models.CASCADE, related_name="decisions")
    action = models.CharField(_("action"), max_length=20, choices=Action)
    from_state = models.CharField(_("from"), max_length=20, choices=Copy.State)
    to_state = models.CharField(_("to"), max_length=20, choices=Copy.State)
    revision = models.PositiveIntegerField(_("revision"))
    comment = models.TextField(_("comment"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    decided_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["decided_at", "pk"]

    def __str__(self) -> str:
        return f"{self.copy_id} {self.action}"
