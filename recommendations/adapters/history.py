"""What a shopper lately attended to, and what may not be shown to them again."""

from collections.abc import Iterable
from datetime import datetime

from recommendations.adapters.scope import Recent, rows
from recommendations.engine.histories import Step

MOST_RECENT = 20
KEPT_PER_STEP = 0.85  # weight of the next older product against this one
LATEST_EVENTS = """
    SELECT product_id, type, occurred_at FROM users_interaction
    WHERE shopper_id = %(shopper)s AND product_id IS NOT NULL AND occurred_at <= %(now)s
      AND type IN ('view', 'click', 'like', 'cart', 'purchase')
    ORDER BY occurred_at DESC, id DESC LIMIT 100
"""
NOT_AGAIN = """
    SELECT DISTINCT product_id FROM users_interaction
    WHERE shopper_id = %(shopper)s AND type IN ('purchase', 'dismiss') AND product_id IS NOT NULL
      AND occurred_at <= %(now)s
"""


def latest_steps(shopper_pk: int, now: datetime) -> list[Step]:
    """Return the latest events with products, latest first."""
    return [Step(*row) for row in rows(LATEST_EVENTS, {"shopper": shopper_pk, "now": now})]


def not_again(shopper_pk: int, now: datetime) -> list[int]:
    """Return what the shopper bought or dismissed."""
    return [pk for (pk,) in rows(NOT_AGAIN, {"shopper": shopper_pk, "now": now})]


def weighed(latest_first: Iterable[int]) -> list[Recent]:
    """Give the latest distinct products their weights."""
    distinct = list(dict.fromkeys(latest_first))[:MOST_RECENT]
    return [Recent(pk, KEPT_PER_STEP**step) for step, pk in enumerate(distinct)]
