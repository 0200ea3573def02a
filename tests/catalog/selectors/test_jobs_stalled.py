"""Open jobs are sent again only when nothing moves at all."""

from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from catalog.models import Job, JobChunk
from catalog.selectors.jobs import LOCK_NAMESPACE, jobs_stalled
from catalog.services.jobs import job_start

pytestmark = pytest.mark.django_db

LONG_AGO = timedelta(minutes=5)


def _job(age: timedelta = LONG_AGO, **chunk: object) -> Job:
    job = job_start(kind=Job.Kind.EXTRACT_FEATURES, ids=[1, 2], chunk_size=1, enqueue=False)
    Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - age)
    JobChunk.objects.filter(job=job, position=0).update(**chunk or {"done": 0})
    return job


class JobsStalledTests:
    def test_open_job_is_stalled_when_nothing_moves(self) -> None:
        job = _job(finished_at=timezone.now() - LONG_AGO)

        assert jobs_stalled() == [job]

    @pytest.mark.parametrize("status", [Job.Status.DONE, Job.Status.FAILED, Job.Status.STOPPED])
    def test_none_is_stalled_when_it_has_ended(self, status: str) -> None:
        Job.objects.filter(pk=_job().pk).update(status=status)

        assert jobs_stalled() == []

    def test_none_is_stalled_when_it_was_just_started(self) -> None:
        _job(age=timedelta(seconds=30))

        assert jobs_stalled() == []

    def test_none_is_stalled_when_it_waits_behind_one_that_moves(self) -> None:
        _job()
        _job(finished_at=timezone.now())

        assert jobs_stalled() == []

    def test_none_is_stalled_when_a_long_chunk_runs_in_another_process(self) -> None:
        job = _job()
        other = connections.create_connection("default")
        try:
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_NAMESPACE, job.chunks.first().pk])
                while_it_runs = jobs_stalled()
                cursor.execute("SELECT pg_advisory_unlock_all()")
        finally:
            other.close()

        assert (while_it_runs, jobs_stalled()) == ([], [job])
