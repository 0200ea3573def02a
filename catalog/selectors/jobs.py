"""The state of long work."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from catalog.models import Job, JobChunk


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job is: share 0–1, rows a second so far, seconds left at that rate (None: unknown)."""

    share: float
    rate_per_second: float
    seconds_left: float | None


def jobs_open() -> QuerySet[Job]:
    return Job.objects.filter(status__in=Job.OPEN).order_by("created_at")


def jobs_recent(limit: int = 20) -> QuerySet[Job]:
    return Job.objects.order_by("-created_at")[:limit]


def job_progress(job: Job) -> JobProgress:
    """Measure a job by its finished rows."""
    finished = job.done + job.failed
    share = finished / job.total if job.total else float(job.status == Job.Status.DONE)
    seconds = ((job.finished_at or timezone.now()) - job.started_at).total_seconds() if job.started_at else 0.0
    rate = finished / seconds if seconds > 0 else 0.0
    return JobProgress(share, rate, (job.total - finished) / rate if rate and job.status in Job.OPEN else None)


def jobs_stalled(quiet: timedelta = timedelta(minutes=15)) -> list[Job]:
    """Return open jobs of which no chunk has finished for `quiet`; their messages may be lost."""
    since = timezone.now() - quiet
    moving = JobChunk.objects.filter(job=OuterRef("pk"), finished_at__gte=since)
    return list(jobs_open().filter(created_at__lt=since).exclude(Exists(moving)))
