"""The steps of the method as jobs: which rows each one works on."""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from catalog.models import Job
from catalog.services.jobs import job_start

# The whole method, in order: what `make demo` and the button "Run all" start.
ALL_STEPS = (
    Job.Kind.EMBED_PRODUCTS,
    Job.Kind.EMBED_PICTURES,
    Job.Kind.TRAIN_RECOMMENDER,
    Job.Kind.EXTRACT_FEATURES,
    Job.Kind.BUILD_PROFILES,
    Job.Kind.TRAIN_RECOMMENDER,  # again: what features and tags are worth can be learned only now
    Job.Kind.REFRESH_RECOMMENDATIONS,
    Job.Kind.GENERATE_COPY,
)

# Steps that always find something to do.
RUN_ONCE = frozenset(
    {Job.Kind.TRAIN_RECOMMENDER, Job.Kind.TRAIN_EXTRACTOR, Job.Kind.GENERATE_COPY, Job.Kind.EVALUATE_SHOP}
)


def step_start(
    *,
    kind: str,
    limit: int | None = None,
    follow_up: Sequence[str] = (),
    started_by: Any = None,
    enqueue: bool = True,
) -> Job:
    """Start a step over the rows that need it (RECDASH_STEPS names who lists them)."""
    targets, chunk_size = settings.RECDASH_STEPS[kind]
    list_targets: Callable[[int | None], list[Any]] = import_string(targets)
    return job_start(
        kind=kind,
        ids=list_targets(limit),
        chunk_size=chunk_size,
        follow_up=follow_up,
        started_by=started_by,
        enqueue=enqueue,
    )


def step_is_due(*, kind: str) -> bool:
    """Say whether a step has never run to its end, or rows wait for it."""
    if kind in RUN_ONCE:
        return not Job.objects.filter(kind=kind, status=Job.Status.DONE).exists()
    list_targets: Callable[[int | None], list[Any]] = import_string(settings.RECDASH_STEPS[kind][0])
    return bool(list_targets(None))
