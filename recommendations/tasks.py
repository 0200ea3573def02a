"""Tasks of the recommendations app: fetch, call a service."""

from celery import shared_task
from django.utils import timezone

from catalog.current_store import in_store
from catalog.models import Job, Store
from catalog.services.steps import step_start
from recommendations.services import attribution, replay, served_lists
from recommendations.services.copy_recheck import copies_recheck
from recommendations.services.judge import judge_learn_current
from recommendations.services.release_publish import releases_publish_due


@shared_task
def recommender_train() -> None:
    step_start(kind=Job.Kind.TRAIN_RECOMMENDER)


@shared_task
def copy_recheck(product_ids: list[int]) -> None:
    copies_recheck(product_ids=product_ids)


@shared_task
def releases_publish() -> None:
    releases_publish_due()


@shared_task
def judge_learn() -> None:
    judge_learn_current()


@shared_task
def attribution_count() -> None:
    """The scheduler knows no store, so all of them are seen to."""
    for store in Store.objects.order_by("pk"):
        with in_store(store.pk):
            attribution.attribution_count(now=timezone.now())


@shared_task(queue="slow")
def replay_run(pk: int) -> None:
    replay.replay_run(pk=pk, now=timezone.now())


@shared_task
def served_lists_prune() -> None:
    for store in Store.objects.order_by("pk"):
        with in_store(store.pk):
            served_lists.served_lists_prune(now=timezone.now())
