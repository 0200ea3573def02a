"""What a storefront is given: the list, the arm of the experiment that the shopper is in, and explored places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from catalog.current_store import current_store_id
from recommendations.adapters.scope import array, rows
from recommendations.engine.errors import RequestError
from recommendations.engine.reranking.exploration import Explored, Uncertain, explore
from recommendations.engine.types import Answer, AnswerItem, Request
from recommendations.models.placement import LARGEST_K
from recommendations.selectors.experiments import SHOWN, Assignment, Running, assigned
from recommendations.selectors.recommend import recommend
from users.events.records import EventRecord

POOL = 20  # items behind the list that may win an explored place
KNOWN_FOR = timedelta(days=28)  # of counts
USUAL_CLICK_RATE = 0.05  # where nothing was counted
TRIED = """
    SELECT r.number, COALESCE(f.k, pl.k), COALESCE(f.exploration_share, pl.exploration_share),
           e.key, e.placement, e.control, e.treatment, e.share
    FROM recommendations_placement pl
    LEFT JOIN recommendations_release r ON r.store_id = pl.store_id AND r.state = 'published'
    LEFT JOIN recommendations_flow f ON f.release_id = r.id AND f.placement_id = pl.id
    LEFT JOIN recommendations_experiment e
        ON e.store_id = pl.store_id AND e.state = 'running' AND e.placement IN ('', pl.key)
        AND NOT EXISTS (
            SELECT 1 FROM unnest(ARRAY[e.control, e.treatment]) AS n(number)
            WHERE n.number <> 0 AND NOT EXISTS (
                SELECT 1 FROM recommendations_release t
                WHERE t.store_id = pl.store_id AND t.number = n.number AND t.state = ANY(%(shown)s)))
    WHERE pl.store_id = %(store)s AND pl.key = %(placement)s
"""
COUNTS = """
    SELECT product_id, SUM(impressions)::bigint, SUM(clicks)::bigint FROM recommendations_productday
    WHERE store_id = %(store)s AND placement = %(placement)s AND product_id = ANY(%(keys)s::bigint[])
      AND day > current_date - %(known)s
    GROUP BY product_id
"""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, and what the log keeps of how it came about."""

    answer: Answer
    request: Request
    release: int = 0  # its number; 0 where none is in force
    assignment: Assignment | None = None
    explored: Explored | None = None  # None: no place could be

    @property
    def experiment(self) -> str:
        """Return the arm as answers name it: "key:arm", empty outside experiments."""
        return self.assignment.arm if self.assignment else ""


def serve(request: Request, *, session_events: Sequence[EventRecord] = ()) -> Given:
    """Answer a request of the storefront; deterministic for its id. Raises RequestError naming the field."""
    request = replace(request, request_id=request.request_id or uuid4().hex)
    live, k, share, running = _tried(request.placement)
    assignment = assigned(running, request.shopper_id) if running else None
    tried = assignment.release if assignment else 0
    request = replace(request, release=tried or None)
    if share <= 0:
        return Given(recommend(request, session_events=session_events), request, tried or live, assignment)
    length = request.k or k
    wide = replace(request, k=min(length + POOL, LARGEST_K)) if 1 <= length <= LARGEST_K else request
    answer, explored = _explored(recommend(wide, session_events=session_events), length, share)
    return Given(answer, request, tried or live, assignment, explored)


def serve_many(requests: Sequence[Request], *, session_events: Sequence[EventRecord] = ()) -> list[Given]:
    """Answer several placements of one page; no shopper sees a product in two of them.

    Raises RequestError naming request and field, such as `requests[1].placement`.
    """
    found: list[Given] = []
    shown: dict[str | None, tuple[str, ...]] = {}
    for at, request in enumerate(requests):
        before = shown.get(request.shopper_id, ())
        try:
            given = serve(replace(request, exclude=(*request.exclude, *before)), session_events=session_events)
        except RequestError as error:
            raise RequestError(f"requests[{at}].{error.field}", error.message) from error
        shown[request.shopper_id] = (*before, *(item.product_id for item in given.answer.items))
        found.append(given)
    return found


def _tried(placement: str) -> tuple[int, int, float, Running | None]:
    """Return the live release, a placement's length, its share of explored places, and the experiment there.

    An experiment rests while one of its releases may not be shown: one that was changed after its approval.
    """
    found = rows(TRIED, {"store": current_store_id(), "placement": placement, "shown": list(SHOWN)})
    if not found:
        return 0, 0, 0.0, None
    live, k, share, key, *rest = found[0]
    return live or 0, k, share, Running(key, *rest) if key is not None else None


def _explored(wide: Answer, length: int, share: float) -> tuple[Answer, Explored]:
    """Return the answer cut to its length, with explored places."""
    base, behind = wide.items[:length], [item for item in wide.items[length:] if item.rule_id is None]
    counts = _counts(wide.placement, [item.pk for item in wide.items])
    found = explore(
        [item.pk for item in base],
        [Uncertain(item.pk, *counts.get(item.pk, (0, 0))) for item in behind],
        share=share,
        request_id=wide.request_id,
        fixed=[item.rank for item in base if item.rule_id is not None],
        click_rate=_click_rate(counts),
    )
    by_key: dict[int, AnswerItem] = {item.pk: item for item in wide.items}
    items = tuple(replace(by_key[pk], rank=rank) for rank, pk in enumerate(found.items, start=1))
    seats = [item.rule_id for item in items if item.rule_id is not None]
    applied = tuple(dict.fromkeys([*seats, *(key for item in items for key in item.moved_by)]))
    return replace(wide, items=items, applied_rules=applied), found


def _counts(placement: str, keys: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return how often each product was shown here in four weeks, and clicked."""
    parameters: dict[str, Any] = {
        "store": current_store_id(),
        "placement": placement,
        "keys": array(keys),
        "known": KNOWN_FOR.days,
    }
    return {pk: (shown, clicks) for pk, shown, clicks in rows(COUNTS, parameters)}


def _click_rate(counts: Mapping[int, tuple[int, int]]) -> float:
    shown = sum(one for one, _ in counts.values())
    clicks = sum(other for _, other in counts.values())
    return min(max(clicks / shown, 0.001), 0.5) if shown and clicks else USUAL_CLICK_RATE
