"""Long work in chunks: start, run, stop, resume.

A chunk is run by whoever holds its advisory lock. Postgres drops the lock of a killed worker at once, so the
redelivered task goes on; a finished chunk is not run again; and because every handler is idempotent, a chunk
that died half-way is simply run once more. A chunk whose handler breaks off is tried again a little later, for most of
what does that passes: a server that does not answer, a lock, a full disk. What a handler says of its rows is final.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.module_loading import import_string

from catalog.current_job import current_job_id, in_job
from catalog.models import Job, JobChunk
from catalog.selectors.jobs import LOCK_NAMESPACE
from recdash.lib.batches import batches

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
RETRY_SECONDS = 5.0  # before the second attempt at a chunk, and four times as long before each further one

Progress = Callable[[Job], None]


@dataclass(frozen=True, slots=True)
class ChunkResult:
    """How many rows of a chunk went well, how many did not, and the last reason."""

    done: int
    failed: int = 0
    error: str = ""
    broke_off: bool = False  # the handler raised an exception, so another attempt may go well


class ChunkBusy(Exception):
    """Another process works on the chunk at this moment."""


def job_start(
    *,
    kind: str,
    ids: Sequence[Any],
    chunk_size: int = 32,
    follow_up: Sequence[str] = (),
    started_by: Any = None,
    enqueue: bool = True,
) -> Job:
    """Store a job with its chunks and hand them to the workers once this transaction is committed."""
    with transaction.atomic():
        job = Job.objects.create(kind=kind, total=len(ids), follow_up=list(follow_up), started_by=started_by)
        JobChunk.objects.bulk_create(
            JobChunk(job=job, position=position, ids=chunk) for position, chunk in enumerate(batches(ids, chunk_size))
        )
        if enqueue:
            transaction.on_commit(lambda: job_enqueue(job=job))
        if not ids:
            _finish_if_complete(job)
    return job


def job_enqueue(*, job: Job) -> None:
    """Send a task for each chunk that waits."""
    from catalog.tasks import job_chunk_run as task

    for chunk_id in job.chunks.filter(status=JobChunk.Status.WAITING).values_list("pk", flat=True):
        task.apply_async((chunk_id,), queue="slow")


def job_run(*, job: Job, progress: Progress | None = None) -> Job:
    """Work through a job in this process, beside any worker that does so too."""
    while pause := _run_waiting(job, progress):
        time.sleep(pause)
    job.refresh_from_db()
    return job


def _run_waiting(job: Job, progress: Progress | None) -> float:
    """Run each waiting chunk once; return after how many seconds some are to be tried again, 0 for none."""
    pause = 0.0
    for chunk_id in job.chunks.filter(status=JobChunk.Status.WAITING).values_list("pk", flat=True):
        try:
            pause = max(pause, job_chunk_run(chunk_id=chunk_id))
        except ChunkBusy:
            continue
        job.refresh_from_db()
        if progress:
            progress(job)
        if job.status not in Job.OPEN:
            return 0.0
    return pause


def job_chunk_run(*, chunk_id: int) -> float:
    """Run one chunk where its job still wants it; return after how many seconds to try it again, 0 for never.

    Raises ChunkBusy where another process has it.
    """
    with _claimed(chunk_id):
        chunk = JobChunk.objects.select_related("job").get(pk=chunk_id)
        job = chunk.job
        if chunk.status != JobChunk.Status.WAITING or job.status not in Job.OPEN:
            return 0.0
        Job.objects.filter(pk=job.pk, status=Job.Status.QUEUED).update(
            status=Job.Status.RUNNING, started_at=timezone.now()
        )
        with in_job(job.pk):
            result = _handled(chunk)
        _record(chunk, result)
        return RETRY_SECONDS * 4 ** (chunk.attempts - 1) if chunk.status == JobChunk.Status.WAITING else 0.0


def job_point(point: Mapping[str, Any]) -> None:
    """Write down how far the training is that the current job's chunk is busy with; nothing where no job runs."""
    Job.objects.filter(pk=current_job_id()).update(point=dict(point))


def job_started_at() -> datetime | None:
    """Return when the current job's first chunk began, the same at each attempt; None where no job runs."""
    started: datetime | None = Job.objects.filter(pk=current_job_id()).values_list("started_at", flat=True).first()
    return started


def job_stop(*, job: Job) -> Job:
    """Let no further chunk start; what is done stays done."""
    Job.objects.filter(pk=job.pk, status__in=Job.OPEN).update(status=Job.Status.STOPPED, finished_at=timezone.now())
    job.refresh_from_db()
    return job


def job_resume(*, job: Job) -> Job:
    """Run again what failed or never ran."""
    with transaction.atomic():
        locked = Job.objects.select_for_update().get(pk=job.pk)
        if locked.status in Job.OPEN:
            return locked
        locked.chunks.filter(status=JobChunk.Status.FAILED).update(
            status=JobChunk.Status.WAITING, attempts=0, done=0, failed=0
        )
        locked.status, locked.finished_at, locked.error = Job.Status.QUEUED, None, ""
        locked.save()
        _count(locked)
        transaction.on_commit(lambda: job_enqueue(job=locked))
    return locked


def _handled(chunk: JobChunk) -> ChunkResult:
    try:
        handler: Callable[[list[Any]], ChunkResult] = import_string(settings.RECDASH_JOB_HANDLERS[chunk.job.kind])
        return handler(chunk.ids)
    except (OperationalError, InterfaceError):
        raise  # the database is away, which is no fault of these rows: the task is tried again
    except Exception as error:
        logger.exception("chunk %s of job %s failed", chunk.position, chunk.job_id)
        return ChunkResult(
            done=0, failed=len(chunk.ids), error=f"{type(error).__name__}: {error}"[:2000], broke_off=True
        )


def _record(chunk: JobChunk, result: ChunkResult) -> None:
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=chunk.job_id)
        chunk.attempts += 1
        chunk.status, chunk.error = _status_after(chunk.attempts, result), result.error
        if chunk.status != JobChunk.Status.WAITING:  # rows that are tried again are not counted as failed yet
            chunk.done, chunk.failed = result.done, result.failed
        chunk.finished_at = timezone.now()
        chunk.save()
        if result.error:
            job.error = result.error
            job.save(update_fields=["error"])
        _count(job)
        _finish_if_complete(job)


def _status_after(attempts: int, result: ChunkResult) -> str:
    if result.broke_off and attempts < MOST_ATTEMPTS:
        return JobChunk.Status.WAITING
    return JobChunk.Status.FAILED if result.done == 0 and result.failed else JobChunk.Status.DONE


def _count(job: Job) -> None:
    sums = job.chunks.aggregate(done=Sum("done"), failed=Sum("failed"))
    job.done, job.failed = sums["done"] or 0, sums["failed"] or 0
    job.save(update_fields=["done", "failed"])


def _finish_if_complete(job: Job) -> None:
    left = job.chunks.aggregate(
        waiting=Count("pk", filter=Q(status=JobChunk.Status.WAITING)),
        failed=Count("pk", filter=Q(status=JobChunk.Status.FAILED)),
    )
    if left["waiting"] or job.status not in Job.OPEN:
        return
    job.status = Job.Status.FAILED if left["failed"] else Job.Status.DONE
    job.finished_at = timezone.now()
    if not job.failed:
        job.error = ""  # of an attempt that was made good
    job.save(update_fields=["status", "finished_at", "error"])
    if job.follow_up:
        transaction.on_commit(lambda: _start_follow_up(job))


def _start_follow_up(job: Job) -> None:
    from catalog.services.steps import step_start

    step_start(kind=job.follow_up[0], follow_up=job.follow_up[1:], started_by=job.started_by)


@contextmanager
def _claimed(chunk_id: int) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_NAMESPACE, chunk_id])
        if not cursor.fetchone()[0]:
            raise ChunkBusy
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_NAMESPACE, chunk_id])
