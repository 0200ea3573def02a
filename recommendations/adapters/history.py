"""What a shopper lately attended to, and what may not be shown to them again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from recommendations.adapters.scope import Recent, rows
from recommendations.engine.histories import Step

MOST_RECENT = 20
KEPT_PER_STEP = 0.85  # weight of the next older product against this one
STEPS = """
    SELECT product_id, type, occurred_at FROM users_interaction
    WHERE shopper_id = %(shopper)s AND product_id IS NOT NULL AND occurred_at <= %(now)s
      AND type IN ('view', 'click', 'like', 'cart', 'purchase')
    ORDER BY occurred_at DESC, id DESC LIMIT 100
"""
HISTORY = f"""
    SELECT s.*, n.* FROM (
        SELECT array_agg(product_id), array_agg(type), array_agg(occurred_at) FROM ({STEPS}) AS latest
    ) AS s, (
        SELECT array_agg(DISTINCT product_id) FROM users_interaction
        WHERE shopper_id = %(shopper)s AND type IN ('purchase', 'dismiss') AND product_id IS NOT NULL
          AND occurred_at <= %(now)s
    ) AS n
"""


@dataclass(frozen=True, slots=True)
class History:
    """The latest events with products, latest first; and the products that were bought or dismissed, by key."""

    steps: Sequence[Step] = ()
    not_again: Sequence[int] = ()


def history_of(shopper_pk: int, now: datetime) -> History:
    """Return what a shopper did up to now."""
    [(products, types, moments, not_again)] = rows(HISTORY, {"shopper": shopper_pk, "now": now})
    steps = [] if products is None else [Step(*row) for row in zip(products.tolist(), types, moments, strict=True)]
    return History(steps, [] if not_again is None else sorted(not_again.tolist()))


def weighed(latest_first: Iterable[int]) -> list[Recent]:
    """Give the latest distinct products their weights."""
    distinct = list(dict.fromkeys(latest_first))[:MOST_RECENT]
    return [Recent(pk, KEPT_PER_STEP**step) for step, pk in enumerate(distinct)]
