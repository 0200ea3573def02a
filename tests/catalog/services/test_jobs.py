"""Jobs: every chunk counts once, whatever is killed, stopped or delivered twice."""

import threading
from typing import NoReturn

import pytest
from celery.exceptions import Retry
from django.db import connection

from catalog import tasks
from catalog.current_job import current_job_id
from catalog.models import Job, JobChunk
from catalog.selectors.jobs import job_progress, jobs_open
from catalog.services import jobs
from catalog.services.jobs import (
    ChunkBusy,
    ChunkResult,
    job_chunk_run,
    job_point,
    job_resume,
    job_run,
    job_start,
    job_stop,
)

pytestmark = pytest.mark.django_db
calls: list[list[int]] = []


def good(ids: list[int]) -> ChunkResult:
    calls.append(ids)
    return ChunkResult(done=len(ids))


def bad(ids: list[int]) -> ChunkResult:
    raise ValueError("the model is not there")


def second_time(ids: list[int]) -> ChunkResult:
    calls.append(ids)
    if calls.count(ids) == 1:
        raise ConnectionError("no answer")
    return ChunkResult(done=len(ids))


def train(ids: list[int]) -> ChunkResult:
    for point in ({"epoch": 1, "loss": 5.0}, {"epoch": 2, "loss": 4.5}):
        job_point(point)
    return ChunkResult(done=len(ids))


def refuse(ids: list[int]) -> ChunkResult:
    return ChunkResult(done=0, failed=len(ids), error=str(current_job_id()))


def half(ids: list[int]) -> ChunkResult:
    return ChunkResult(done=1, failed=len(ids) - 1, error="row 2: no text")


@pytest.fixture(autouse=True)
def handlers(settings, monkeypatch):
    calls.clear()
    monkeypatch.setattr(jobs, "RETRY_SECONDS", 0.001)
    settings.RECDASH_JOB_HANDLERS = {
        "embed_products": f"{__name__}.good",
        "extract_features": f"{__name__}.bad",
        "build_profiles": f"{__name__}.half",
    }


def start(kind: str = "embed_products", rows: int = 5, **options) -> Job:
    return job_start(kind=kind, ids=list(range(rows)), chunk_size=2, enqueue=False, **options)


class JobRunTests:
    def test_all_rows_are_done_when_run(self):
        job = job_run(job=start())

        assert (job.status, job.total, job.done, job.failed) == ("done", 5, 5, 0)
        assert calls == [[0, 1], [2, 3], [4]]
        assert job.finished_at is not None

    def test_point_of_the_curve_is_the_latest_when_a_chunk_trains(self, settings):
        settings.RECDASH_JOB_HANDLERS["extract_features"] = f"{__name__}.train"

        job = job_run(job=start("extract_features"))

        assert job.point == {"epoch": 2, "loss": 4.5}

    def test_point_belongs_to_no_job_when_none_runs(self):
        job = start()

        job_point({"epoch": 1, "loss": 5.0})

        job.refresh_from_db()
        assert job.point == {}

    def test_job_is_done_at_once_when_empty(self):
        assert start(rows=0).status == "done"

    def test_error_is_kept_and_others_go_on_when_a_chunk_fails(self):
        job = job_run(job=start("extract_features"))

        assert (job.status, job.done, job.failed) == ("failed", 0, 5)
        assert job.error == "ValueError: the model is not there"

    def test_failed_rows_are_counted_when_some_of_a_chunk_fail(self):
        job = job_run(job=start("build_profiles", rows=4))

        assert (job.status, job.done, job.failed, job.error) == ("done", 2, 2, "row 2: no text")

    def test_nothing_is_counted_twice_when_a_task_is_delivered_twice(self):
        job = start()
        chunk = job.chunks.first()

        job_chunk_run(chunk_id=chunk.pk)
        job_chunk_run(chunk_id=chunk.pk)

        job.refresh_from_db()
        assert (job.done, calls) == (2, [[0, 1]])

    def test_only_failed_chunks_run_again_when_resumed(self, settings):
        job = job_run(job=start("extract_features"))
        settings.RECDASH_JOB_HANDLERS["extract_features"] = f"{__name__}.good"

        job = job_run(job=job_resume(job=job))

        assert (job.status, job.done, job.failed, job.error) == ("done", 5, 0, "")

    def test_waiting_chunks_do_not_run_when_stopped(self):
        job = start()
        job_chunk_run(chunk_id=job.chunks.first().pk)
        job = job_stop(job=job)

        job = job_run(job=job)

        assert (job.status, job.done, len(calls)) == ("stopped", 2, 1)
        assert job_run(job=job_resume(job=job)).done == 5

    def test_following_step_starts_when_done(self, settings, django_capture_on_commit_callbacks):
        settings.RECDASH_STEPS = {"build_profiles": (f"{__name__}.targets", 2)}

        with django_capture_on_commit_callbacks(execute=True):
            job_run(job=start(follow_up=["build_profiles", "generate_copy"]))

        following = Job.objects.get(kind="build_profiles")
        assert (following.total, following.follow_up) == (3, ["generate_copy"])


def targets(limit):
    return [1, 2, 3]


@pytest.mark.django_db(transaction=True)
class JobChunkClaimTests:
    def test_chunk_is_refused_when_another_process_has_it(self):
        chunk = start().chunks.first()
        held, release = threading.Event(), threading.Event()

        def hold() -> None:
            with jobs._claimed(chunk.pk):
                held.set()
                release.wait(10)
            connection.close()

        other = threading.Thread(target=hold)
        other.start()
        held.wait(10)

        with pytest.raises(ChunkBusy):
            job_chunk_run(chunk_id=chunk.pk)

        release.set()
        other.join()
        job_chunk_run(chunk_id=chunk.pk)
        assert JobChunk.objects.get(pk=chunk.pk).done == 2


class JobRetryTests:
    def test_chunk_waits_with_its_reason_when_it_failed(self):
        job = start("extract_features")

        seconds = job_chunk_run(chunk_id=job.chunks.first().pk)

        job.refresh_from_db()
        chunk = job.chunks.first()
        assert seconds == 0.001
        assert (job.status, job.done, job.failed, job.error) == ("running", 0, 0, "ValueError: the model is not there")
        assert (chunk.status, chunk.attempts, chunk.failed, chunk.error) == ("waiting", 1, 0, job.error)

    def test_pause_grows_until_the_chunk_is_given_up_when_it_fails_each_time(self):
        job = start("extract_features", rows=2)
        chunk = job.chunks.get()

        pauses = [job_chunk_run(chunk_id=chunk.pk) for _ in range(4)]

        chunk.refresh_from_db()
        job.refresh_from_db()
        assert pauses == [0.001, 0.004, 0.0, 0.0]
        assert (chunk.status, chunk.attempts, chunk.failed) == ("failed", jobs.MOST_ATTEMPTS, 2)
        assert (job.status, job.failed, job.error) == ("failed", 2, "ValueError: the model is not there")

    def test_job_is_done_without_error_when_the_second_attempt_goes_well(self, settings):
        settings.RECDASH_JOB_HANDLERS["extract_features"] = f"{__name__}.second_time"

        job = job_run(job=start("extract_features", rows=4))

        assert (job.status, job.done, job.failed, job.error) == ("done", 4, 0, "")
        assert calls == [[0, 1], [2, 3], [0, 1], [2, 3]]

    def test_chunk_is_not_tried_again_when_its_handler_refused_the_rows(self, settings):
        settings.RECDASH_JOB_HANDLERS["embed_products"] = f"{__name__}.refuse"

        job = job_run(job=start(rows=3))

        assert [(chunk.status, chunk.attempts) for chunk in job.chunks.all()] == [("failed", 1), ("failed", 1)]

    def test_task_comes_back_after_the_pause_when_its_chunk_failed(self, monkeypatch):
        asked = []

        def retry(**options: float) -> NoReturn:
            asked.append(options)
            raise Retry

        monkeypatch.setattr(tasks.job_chunk_run, "retry", retry)

        with pytest.raises(Retry):
            tasks.job_chunk_run(start("extract_features").chunks.first().pk)

        assert asked == [{"countdown": 0.001}]


class CurrentJobTests:
    def test_job_is_known_only_while_its_chunk_runs(self, settings):
        settings.RECDASH_JOB_HANDLERS["embed_products"] = f"{__name__}.refuse"

        job = job_run(job=start())

        assert job.error == str(job.pk)
        assert current_job_id() is None


class JobSelectorTests:
    def test_share_is_that_of_finished_rows(self):
        job = start()
        job_chunk_run(chunk_id=job.chunks.first().pk)
        job.refresh_from_db()

        assert job_progress(job).share == 0.4
        assert list(jobs_open()) == [job]
