"""Evaluates recommenders on the shop's own history, a model each chunk of a job."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from catalog.current_job import current_job_id
from catalog.models import Job
from catalog.services.jobs import ChunkResult, job_point
from catalog.services.steps import step_start
from recommendations.evaluation.shop import (
    NAMES,
    SERVED,
    ShopQuestion,
    TooLittleHistory,
    fitted_row,
    shop_question,
    shop_row,
)
from recommendations.models import EvaluationRun
from recommendations.services.item_content import content_vectors
from recommendations.services.served_row import served_scorer
from recommendations.services.training import numbered
from recommendations.services.training_inputs import histories, interactions, last_event


def evaluation_start(*, started_by: Any = None, enqueue: bool = True) -> Job:
    """Start an evaluation, or return the one that runs."""
    running: Job | None = Job.objects.filter(kind=Job.Kind.EVALUATE_SHOP, status__in=Job.OPEN).first()
    return running or step_start(kind=Job.Kind.EVALUATE_SHOP, started_by=started_by, enqueue=enqueue)


def shop_evaluate(names: Sequence[str]) -> ChunkResult:
    """Evaluate models by name, and add a row for each to the run of the current job."""
    run = _run_of(current_job_id())
    try:
        asked, products, shoppers = _question(run)
    except TooLittleHistory as error:
        return ChunkResult(done=0, failed=len(names), error=str(error))
    for name in names:
        if name == SERVED:
            row = fitted_row(asked, name, served_scorer(asked, products, shoppers), job_point)
        else:
            row = shop_row(asked, name, job_point)
        _row_add(run.pk, asked, row)
    return ChunkResult(done=len(names))


def _run_of(job_id: int | None) -> EvaluationRun:
    """Return the job's run; its first chunk makes it and says where the history ends for all of them."""
    if job_id is None:
        return EvaluationRun.objects.create(until=last_event())
    return EvaluationRun.objects.get_or_create(job_id=job_id, defaults={"until": last_event()})[0]


def _question(run: EvaluationRun) -> tuple[ShopQuestion, list[int], list[int]]:
    """Return what is asked, with the keys of its items and of all users."""
    rows = interactions(run.until)
    products, content = content_vectors()
    segments = {row.user: row.segment for row in rows}  # users in the order in which `histories` has them
    asked = shop_question(numbered(histories(rows), products), list(segments.values()), content, seed=run.seed)
    return asked, products, list(segments)


def _row_add(run_pk: int, asked: ShopQuestion, row: Mapping[str, Any]) -> None:
    with transaction.atomic():
        run = EvaluationRun.objects.select_for_update().get(pk=run_pk)
        run.asked = _told(asked)
        rows = {known["model"]: known for known in run.rows} | {row["model"]: dict(row)}
        run.rows = [rows[name] for name in NAMES if name in rows]
        run.save(update_fields=["asked", "rows"])


def _told(asked: ShopQuestion) -> dict[str, Any]:
    return {
        "moment": asked.moment.isoformat(),
        "users": len(asked.question.split.users),
        "had_before": asked.had_before,
        "items": asked.question.n_items,
        "steps": sum(map(len, asked.shop)),
    }
