"""Evaluations of the shop, and the work that one is made of."""

from django.db.models import QuerySet

from catalog.models import Job
from recommendations.evaluation.shop import NAMES
from recommendations.models import EvaluationRun


def models_to_evaluate(limit: int | None = None) -> list[str]:
    """Return the names of the models, the quickest first."""
    return list(NAMES)[:limit]


def evaluations_done() -> QuerySet[EvaluationRun]:
    """Return the runs with at least one row that no job adds to any more, the latest first."""
    return EvaluationRun.objects.exclude(rows=[]).exclude(job__status__in=Job.OPEN)


def evaluation_latest_job() -> Job | None:
    found: Job | None = Job.objects.filter(kind=Job.Kind.EVALUATE_SHOP).order_by("-created_at").first()
    return found
