"""Long work, cut into chunks that can be counted, stopped and run again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.store import StoreOwned


class Job(StoreOwned):
    """Work over many rows by one service; its progress is the sum of its finished chunks."""

    class Kind(models.TextChoices):
        EMBED_PRODUCTS = "embed_products", _("Text vectors")
        EMBED_PICTURES = "embed_pictures", _("Picture vectors")
        EXTRACT_FEATURES = "extract_features", _("Feature extraction")
        BUILD_PROFILES = "build_profiles", _("Shopper profiles")
        TRAIN_RECOMMENDER = "train_recommender", _("Training")
        REFRESH_RECOMMENDATIONS = "refresh_recommendations", _("Personal scores")
        TRAIN_EXTRACTOR = "train_extractor", _("Training of the extractor")
        GENERATE_COPY = "generate_copy", _("Copy drafts")
        EVALUATE_SHOP = "evaluate_shop", _("Evaluation")

    class Status(models.TextChoices):
        QUEUED = "queued", _("queued")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        STOPPED = "stopped", _("stopped")

    OPEN = (Status.QUEUED, Status.RUNNING)

    kind = models.CharField(_("kind"), max_length=40, choices=Kind)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.QUEUED)
    total = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    error = models.TextField(_("last error"), blank=True)
    point = models.JSONField(
        _("latest point"), default=dict, help_text="of a learning curve, where a chunk trains: epoch, loss, ndcg_at_10"
    )
    follow_up = models.JSONField(_("kinds that follow"), default=list)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"


class JobChunk(StoreOwned):
    """A few dozen rows of a job, worked on by one task; its service is idempotent, so a second run does no harm."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="chunks")
    position = models.PositiveIntegerField()
    ids = models.JSONField(help_text="primary keys of the rows")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    attempts = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["job", "position"], name="job_chunk_position")]

    def __str__(self) -> str:
        return f"{self.job_id}/{self.position}"
