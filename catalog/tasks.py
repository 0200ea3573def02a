"""Tasks of the catalog: fetch, call a service."""

from typing import Any

from celery import shared_task

from catalog.models import FeedImport
from catalog.services.features import features_extract
from catalog.services.imports import feed_import_run
from catalog.services.jobs import ChunkBusy, job_enqueue
from catalog.services.jobs import job_chunk_run as run_chunk
from catalog.services.picture_vectors import pictures_embed
from catalog.services.vectors import vectors_build


@shared_task(bind=True, max_retries=None)
def job_chunk_run(self: Any, chunk_id: int) -> None:
    try:
        seconds = run_chunk(chunk_id=chunk_id)
    except ChunkBusy as busy:
        raise self.retry(exc=busy, countdown=5) from busy
    if seconds:
        raise self.retry(countdown=seconds)


@shared_task
def jobs_recover() -> None:
    """Send the waiting chunks of open jobs again where their messages were lost (a broker lost its data)."""
    from catalog.selectors.jobs import jobs_stalled

    for job in jobs_stalled():
        job_enqueue(job=job)


@shared_task
def products_embed(product_ids: list[int]) -> None:
    vectors_build(product_ids)


@shared_task
def products_picture(product_ids: list[int]) -> None:
    pictures_embed(product_ids)


@shared_task
def products_extract(product_ids: list[int]) -> None:
    features_extract(product_ids)


@shared_task
def extractor_retrain() -> None:
    from catalog.services.extractor_training import extractor_retrain as retrain

    retrain()


@shared_task
def feed_import(feed_import_id: int, path: str) -> None:
    feed_import_run(feed_import=FeedImport.objects.get(pk=feed_import_id), path=path)
