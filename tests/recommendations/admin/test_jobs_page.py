"""The jobs page: progress, start, stop, resume."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from catalog.models import Job, JobChunk
from tests.staff_pages import client_of, product

HTMX = {"hx-request": "true"}


def running(**values: Any) -> Job:
    defaults = {"kind": "extract_features", "status": "running", "total": 800, "done": 400}
    return Job.objects.create(**(defaults | {"started_at": timezone.now() - timedelta(seconds=100)} | values))


@pytest.mark.django_db
class JobsPageTests:
    def test_row_shows_share_rate_time_left_and_last_error(self) -> None:
        running(failed=0, error="ValueError: nothing came back")

        page = client_of("analyst").get("/admin/jobs/").content.decode()

        for words in ("400 / 800 (50%)", "4.0 a second", "2 min left", "ValueError: nothing came back"):
            assert words in page

    def test_training_tells_its_epoch_while_it_runs(self) -> None:
        point = {"epoch": 12, "loss": 4.018, "ndcg_at_10": 0.0951}
        running(kind="train_recommender", point=point)
        client = client_of("analyst")

        for address in ("/admin/jobs/", "/admin/running/"):
            page = client.get(address).content.decode()
            assert "epoch 12 · loss 4.02 · NDCG@10 0.095 held out" in page

    def test_finished_training_tells_how_long_it_took_and_no_rate(self) -> None:
        now = timezone.now()
        times = {"started_at": now - timedelta(minutes=4), "finished_at": now}
        running(kind="train_recommender", status="done", total=1, done=1, **times)

        page = client_of("analyst").get("/admin/jobs/").content.decode()

        assert "in 4 min" in page
        assert "an hour" not in page

    def test_job_without_rows_says_that_nothing_needed_it(self) -> None:
        now = timezone.now()
        running(kind="refresh_recommendations", status="done", total=0, done=0, started_at=now, finished_at=now)

        page = client_of("analyst").get("/admin/jobs/").content.decode()

        assert "nothing needed it" in page
        assert "0 / 0" not in page

    def test_htmx_gets_the_list_alone(self) -> None:
        running()

        part = client_of("analyst").get("/admin/jobs/", headers=HTMX).content.decode()

        assert part.strip().startswith('<section id="jobs-list"')
        assert 'hx-trigger="every 2s"' in part

    def test_page_teaches_when_no_job_has_run(self) -> None:
        page = client_of("merchandiser").get("/admin/jobs/").content.decode()

        assert "No job has run yet." in page

    def test_start_runs_a_step_over_what_needs_it(self) -> None:
        product(1)
        product(2, extracted_hash="old")

        client_of("merchandiser").post("/admin/jobs/start/", {"kind": "extract_features"}, headers=HTMX)

        job = Job.objects.get()
        assert (job.kind, job.total, job.follow_up, job.started_by.username) == (
            "extract_features",
            1,
            [],
            "merchandiser",
        )

    @pytest.mark.parametrize(
        ("role", "kind", "status"), [("merchandiser", "dance", 400), ("analyst", "embed_products", 403)]
    )
    def test_start_is_refused_when_kind_or_role_is_wrong(self, role: str, kind: str, status: int) -> None:
        answer = client_of(role).post("/admin/jobs/start/", {"kind": kind}, headers=HTMX)

        assert answer.status_code == status
        assert not Job.objects.exists()

    def test_stop_stops(self) -> None:
        job = running()

        client_of("merchandiser").post(f"/admin/jobs/{job.pk}/stop/", headers=HTMX)

        job.refresh_from_db()
        assert job.status == "stopped"

    def test_resume_queues_what_failed(self) -> None:
        job = running(status="failed", failed=3)
        chunk = JobChunk.objects.create(job=job, position=0, ids=[1], status="failed", failed=3)

        client_of("merchandiser").post(f"/admin/jobs/{job.pk}/resume/", headers=HTMX)

        job.refresh_from_db()
        chunk.refresh_from_db()
        assert (job.status, chunk.status) == ("queued", "waiting")

    @pytest.mark.parametrize("role", ["marketer", "analyst", "outsider"])
    def test_stop_is_refused_when_the_job_is_somebody_elses(self, role: str) -> None:
        job = running()

        answer = client_of(role).post(f"/admin/jobs/{job.pk}/stop/", headers=HTMX)

        job.refresh_from_db()
        assert (answer.status_code, job.status) == (403, "running")

    def test_marketer_stops_a_job_of_their_own(self) -> None:
        client = client_of("marketer")
        client.post("/admin/jobs/start/", {"kind": "embed_products"}, headers=HTMX)
        Job.objects.update(status="running")

        answer = client.post(f"/admin/jobs/{Job.objects.get().pk}/stop/", headers=HTMX)

        assert (answer.status_code, Job.objects.get().status) == (200, "stopped")
