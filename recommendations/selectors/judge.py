"""The judge that serving and workers go by."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils import timezone

from recommendations.judging.lift import lift_prompt
from recommendations.judging.router import Router
from recommendations.judging.student import Student
from recommendations.models import Judge, ModelCall


@dataclass(frozen=True, slots=True)
class StoredJudge:
    """A judge as it is applied, see `recommendations.judging.apply`."""

    student: Student
    model_router: Router  # weighs stored personal scores
    student_router: Router  # weighs the student's guesses, where nothing is stored


def judge_stored(pk: int, learned_at: str) -> StoredJudge:
    """Return a judge by its key and the moment it was learned; kept in memory, as a later learning changes that."""
    return _stored(pk, learned_at)


def judge_current() -> StoredJudge | None:
    """Return the judge learned with the version in use, else the latest; None where none fits the text encoder.

    One small query a call; the numbers are read once a process.
    """
    fitting = Judge.objects.filter(encoder=settings.RECDASH_TEXT_ENCODER)
    key = fitting.order_by("-model_version__active", "-learned_at").values_list("pk", "learned_at").first()
    return _stored(key[0], key[1].isoformat()) if key else None


def judge_calls_left(per_day: int) -> int | None:
    """Return how many shoppers the language model may still be asked about today; None: no limit (`per_day` 0)."""
    if not per_day:
        return None
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = ModelCall.objects.filter(prompt_id=lift_prompt().id, created_at__gte=midnight).values_list(
        "inputs", flat=True
    )
    used: int = sum(today)
    return max(0, per_day - used)


@lru_cache(maxsize=16)
def _stored(pk: int, learned_at: str) -> StoredJudge:
    """Read a judge; a later learning changes the key."""
    row = Judge._base_manager.get(pk=pk)
    return StoredJudge(
        Student.from_dict(row.student), Router.from_dict(row.model_router), Router.from_dict(row.student_router)
    )
