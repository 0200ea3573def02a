"""Events heard by a worker, and jobs that outlive a killed worker and a database that was away."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from catalog.models import Feature, Job, Product
from catalog.services.jobs import job_start
from catalog.services.vectors import vectors_build
from recommendations.api.keys import forget_keys
from recommendations.services.training import recommender_train
from tests.factories import InteractionFactory, ProductFactory, ShopperFactory
from tests.journeys.worker_process import WorkerProcess, wait_for
from users.models import Shopper
from users.services.profiles import profile_refresh

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]

COLOURS = ("red", "blue", "green", "black", "white")


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[list[WorkerProcess]]:
    """A list to put started workers into; they end with the test."""
    started: list[WorkerProcess] = []
    yield started
    for worker in started:
        worker.stop()


@pytest.fixture
def storefront(transactional_db: None, api_key: Any) -> Client:
    forget_keys()
    return Client(headers={"Authorization": f"Api-Key {api_key('events:write', 'recommend:read')}"})


def _started(queue: str, log: Path, workers: list[WorkerProcess]) -> WorkerProcess:
    workers.append(WorkerProcess(queue, log))
    workers[-1].wait_until_ready()
    return workers[-1]


def _post_view(storefront: Client, product: str) -> None:
    event = {"event_id": f"live-{product}", "shopper_id": "ana", "type": "view", "product_id": product}
    body = [event | {"occurred_at": timezone.now().isoformat()}]
    response = storefront.post("/api/v1/events/", body, content_type="application/json")
    assert (response.status_code, response.json()["accepted"]) == (202, 1)


def _list(storefront: Client) -> list[tuple[str, float]]:
    items = storefront.get("/api/v1/shoppers/ana/recommendations/", {"k": 5}).json()["items"]
    return [(item["product_id"], item["score"]) for item in items]


def _profile_built_at() -> Any:
    return Shopper.objects.values_list("profile_built_at", flat=True).get(external_id="ana")


class LiveEventTests:
    def test_worker_changes_the_recommendations_when_an_event_is_posted(
        self, storefront: Client, workers: list[WorkerProcess], tmp_path: Path
    ) -> None:
        mugs = [ProductFactory(external_id=f"mug-{c}", texts__title=f"{c} porcelain coffee mug") for c in COLOURS]
        tents = [ProductFactory(external_id=f"tent-{c}", texts__title=f"{c} camping dome tent") for c in COLOURS]
        vectors_build([product.pk for product in (*mugs, *tents)])
        ana = ShopperFactory(external_id="ana", last_seen_at=timezone.now())
        InteractionFactory(shopper=ana, product=mugs[0], occurred_at=timezone.now() - timedelta(hours=1))
        recommender_train()
        profile_refresh(shopper_id=ana.pk)
        _started("fast", tmp_path / "first.log", workers)
        built = _profile_built_at()
        _post_view(storefront, "mug-blue")
        wait_for(lambda: _profile_built_at() > built, seconds=120)
        before, built = _list(storefront), _profile_built_at()

        _post_view(storefront, "tent-red")
        wait_for(lambda: _profile_built_at() > built and _list(storefront) != before, seconds=120)

        assert not any(product.startswith("tent") for product, _ in before)
        assert any(product.startswith("tent") for product, _ in _list(storefront))


class KilledWorkerTests:
    def test_next_worker_finishes_the_job_when_one_is_killed_in_the_middle(
        self, transactional_db: None, workers: list[WorkerProcess], tmp_path: Path
    ) -> None:
        keys = [
            ProductFactory(texts__title=f"{COLOURS[n % 5]} wool hat {n}", texts__description="Warm, for hiking.").pk
            for n in range(600)
        ]
        first = _started("slow", tmp_path / "first.log", workers)
        job = job_start(kind=Job.Kind.EXTRACT_FEATURES, ids=keys, chunk_size=10)
        wait_for(lambda: Job.objects.get(pk=job.pk).done >= 50, seconds=120)
        first.kill()
        job.refresh_from_db()
        done_at_kill = job.done

        _started("slow", tmp_path / "second.log", workers)
        wait_for(lambda: Job.objects.get(pk=job.pk).status not in Job.OPEN, seconds=240)

        job.refresh_from_db()
        assert 50 <= done_at_kill < 600
        assert (job.status, job.done, job.failed, job.total) == (Job.Status.DONE, 600, 0, 600)
        assert Product.objects.filter(extracted_hash="").count() == 0
        doubled = (
            Feature.objects.values("product", "kind", "name", "normalised").annotate(n=Count("pk")).filter(n__gt=1)
        )
        assert list(doubled) == []
        colours = Feature.objects.filter(name="colour").values_list("normalised").annotate(Count("pk"))
        assert dict(colours.order_by()) == dict.fromkeys(COLOURS, 120)


class DatabaseAwayTests:
    def test_job_goes_on_by_itself_when_the_database_was_away_for_a_moment(
        self, transactional_db: None, workers: list[WorkerProcess], tmp_path: Path
    ) -> None:
        keys = [ProductFactory(texts__title=f"{COLOURS[n % 5]} wool hat {n}").pk for n in range(300)]
        _started("slow", tmp_path / "worker.log", workers)
        job = job_start(kind=Job.Kind.EXTRACT_FEATURES, ids=keys, chunk_size=10)
        wait_for(lambda: Job.objects.get(pk=job.pk).done >= 20, seconds=120)

        broken = _break_connections(seconds=2)
        wait_for(lambda: Job.objects.get(pk=job.pk).status not in Job.OPEN, seconds=240)

        job.refresh_from_db()
        assert broken > 0
        assert (job.status, job.done, job.failed, job.error) == (Job.Status.DONE, 300, 0, "")
        assert Product.objects.filter(extracted_hash="").count() == 0


def _break_connections(seconds: float) -> int:
    """End every other connection to this database again and again; return how many there were."""
    broken, deadline = 0, time.monotonic() + seconds
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            broken += cursor.fetchone()[0]
        time.sleep(0.01)
    return broken
