"""The log of served lists: what attribution ranks by and replay draws from; kept for a bounded time."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from recommendations.adapters.served_lists import Served, served_list_write
from recommendations.engine.reranking.exploration import Explored
from recommendations.engine.types import Answer, Request
from recommendations.models import ServedList
from recommendations.selectors.serve import Given

PRUNED_AT_ONCE = 5000


def served_list_record(*, given: Given, now: datetime | None = None) -> None:
    """Write down what the storefront was given."""
    answer, arm = given.answer, given.assignment
    served_list_write(
        Served(
            request_id=answer.request_id,
            placement=answer.placement,
            shopper_id=answer.shopper_id,
            items=[item.pk for item in answer.items],
            release=given.release,
            arm=arm.arm if arm else "",
            asked=_asked(given.request),
            exploration=_exploration(given.explored),
            rules=_rules(answer),
        ),
        now or timezone.now(),
    )


def served_lists_prune(*, now: datetime) -> int:
    """Delete lists older than RECDASH_SERVED_LIST_DAYS, a few thousand at a time; return how many."""
    before, pruned = now - timedelta(days=settings.RECDASH_SERVED_LIST_DAYS), 0
    while True:
        old = ServedList.objects.filter(served_at__lt=before).order_by("served_at").values("pk")[:PRUNED_AT_ONCE]
        done, _ = ServedList.objects.filter(pk__in=old).delete()
        pruned += done
        if done < PRUNED_AT_ONCE:
            return pruned


def _asked(request: Request) -> dict[str, Any]:
    """Return what was asked for beside shopper and placement, as far as it says anything."""
    asked = {"locale": request.locale, "category": request.category, "exclude": list(request.exclude)}
    return {name: value for name, value in asked.items() if value}


def _rules(answer: Answer) -> dict[int, list[int]]:
    """Return each rule that acted on a list, with the places of what it placed or moved: none where it kept away."""
    acted: dict[int, list[int]] = defaultdict(
        list, {key: [] for key in (*answer.hidden_by_rules, *answer.limited_by_rules)}
    )
    for item in answer.items:
        for key in item.moved_by:
            acted[key].append(item.rank)
        if item.rule_id is not None:  # a rule that places moves no score, so it is not among those
            acted[item.rule_id].append(item.rank)
    return acted


def _exploration(explored: Explored | None) -> dict[str, Any] | None:
    """Return what the probabilities of a list follow from; None where no place could be explored."""
    if explored is None or not explored.pool:
        return None
    return {
        "base": list(explored.base),
        "fixed": list(explored.fixed),
        "pool": {str(pk): round(chance, 6) for pk, chance in explored.pool.items()},
        "kept": explored.kept,
    }
