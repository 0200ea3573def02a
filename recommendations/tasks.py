"""Tasks of the recommendations app: fetch, call a service."""

from celery import shared_task

from catalog.models import Job
from catalog.services.steps import step_start
from recommendations.services.copy_recheck import copies_recheck
from recommendations.services.judge import judge_learn_current


@shared_task
def recommender_train() -> None:
    step_start(kind=Job.Kind.TRAIN_RECOMMENDER)


@shared_task
def copy_recheck(product_ids: list[int]) -> None:
    copies_recheck(product_ids=product_ids)


@shared_task
def judge_learn() -> None:
    judge_learn_current()
