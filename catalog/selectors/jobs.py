"""The state of long work."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from catalog.models import Job, JobChunk

LOCK_NAMESPACE = 7301  # first key of the advisory locks of chunks
RUNNING = """
    SELECT EXISTS (
        SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.classid = %s AND l.granted
    )
"""


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job is: share 0–1, rows a second so far, seconds left at that rate (None: unknown) and at work."""

    share: float
    rate_per_second: float
    seconds_left: float | None
    seconds: float


def jobs_open() -> QuerySet[Job]:
    return Job.objects.filter(status__in=Job.OPEN).order_by("created_at")


def step_is_due(kind: str) -> bool:
    """Return whether a job of this kind is at work, or waits for one that is."""
    return jobs_open().filter(Q(kind=kind) | Q(follow_up__contains=[kind])).exists()


def jobs_recent(limit: int = 20) -> QuerySet[Job]:
    return Job.objects.order_by("-created_at")[:limit]


def job_progress(job: Job) -> JobProgress:
    """Measure a job by its finished rows."""
    finished = job.done + job.failed
    share = finished / job.total if job.total else float(job.status == Job.Status.DONE)
    seconds = ((job.finished_at or timezone.now()) - job.started_at).total_seconds() if job.started_at else 0.0
    rate = finished / seconds if seconds > 0 else 0.0
    left = (job.total - finished) / rate if rate and job.status in Job.OPEN else None
    return JobProgress(share, rate, left, seconds)


def jobs_stalled(quiet: timedelta = timedelta(minutes=1)) -> list[Job]:
    """Return the open jobs if for `quiet` nothing has moved in any of them; their messages must be lost.

    A job may wait long behind another, and a chunk may take long; so as long as a chunk of any job runs or has just
    finished, all is well.
    """
    since = timezone.now() - quiet
    if JobChunk.objects.filter(finished_at__gte=since).exists() or chunk_is_running():
        return []
    return list(jobs_open().filter(created_at__lt=since))


def chunk_is_running() -> bool:
    """Return whether any process, on whatever machine, holds the lock of a chunk."""
    with connection.cursor() as cursor:
        cursor.execute(RUNNING, [LOCK_NAMESPACE])
        return bool(cursor.fetchone()[0])
