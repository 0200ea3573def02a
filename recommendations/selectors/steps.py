"""Which rows the steps of this app have to work on."""

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q

from recommendations.judging.budget import Waiting, worth_asking
from recommendations.models import PersonalScore
from recommendations.selectors.copy_targets import copy_targets
from recommendations.selectors.judge import judge_calls_left, judge_current
from users.models import Shopper

DEFAULT_DRAFTS = 200


def trainings_due(limit: int | None = None) -> list[int]:
    """Return one entry: a training is always whole."""
    return [1]


def shoppers_to_score(limit: int | None = None) -> list[int]:
    """Return the shoppers with interests whose scores are older than their profile, within the day's budget.

    Where a judge was learned, those come first for whom its router expects the most, and those are left out for whom
    it has the language model switched off; else the liveliest come first.
    """
    fresh = PersonalScore.objects.filter(shopper=OuterRef("pk"), created_at__gte=OuterRef("profile_built_at"))
    shoppers = Shopper.objects.filter(~Q(tags=None), ~Exists(fresh), opted_out=False).distinct()
    ordered = shoppers.order_by(F("last_seen_at").desc(nulls_last=True), "pk")
    calls_left = judge_calls_left(settings.RECDASH_JUDGE_CALLS_PER_DAY)
    judge = judge_current()
    if judge is None:
        return list(ordered.values_list("pk", flat=True)[:calls_left])[:limit]
    waiting = [Waiting(*row) for row in ordered.values_list("pk", "event_count", "last_seen_at")]
    return worth_asking(waiting, judge.model_router, calls_left=calls_left)[:limit]


def copy_to_generate(limit: int | None = None) -> list[str]:
    """Return the texts worth drafting next."""
    return copy_targets(limit or DEFAULT_DRAFTS)
