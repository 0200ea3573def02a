"""One-off purchases: interests that ended when they were served."""

from collections.abc import Sequence
from datetime import datetime

from users.interests.cleaning import sessions
from users.interests.types import Weighted

CHANCE = 0.05  # of the silence after the purchase, had the interest gone on


def is_one_off(rows: Sequence[Weighted], history: Sequence[Weighted]) -> bool:
    """Say whether an interest is over with its only purchase.

    `rows` are the events behind the interest, `history` all events of the shopper. Either the interest is nothing but
    the purchase and looks at that product, or it was looked for before and no more since, for so many visits that
    this would hardly happen otherwise.
    """
    purchases = [row for row in rows if row.event.type == "purchase"]
    if len(purchases) != 1:
        return False
    if all(row.event.product == purchases[0].event.product for row in rows):
        return True
    return silence_chance(rows, history, purchases[0].event.occurred_at) < CHANCE


def silence_chance(rows: Sequence[Weighted], history: Sequence[Weighted], bought_at: datetime) -> float:
    """Return how likely no visit after that of the purchase would touch the interest, had it gone on; 1 where one did.

    Visits that touch the interest are a share of all visits with a Jeffreys prior, Beta(½, ½); the chance is the
    posterior predictive of none in the visits since.
    """
    touching = {row.event.event_id for row in rows}
    visits = [
        (visit[-1].occurred_at >= bought_at, any(event.event_id in touching for event in visit), visit)
        for visit in sessions([row.event for row in history])
    ]
    since = [touched for after, touched, visit in visits if after and visit[0].occurred_at > bought_at]
    if any(since):
        return 1.0
    before = [touched for _, touched, visit in visits if visit[0].occurred_at <= bought_at]
    touched, missed = sum(before) + 0.5, len(before) - sum(before) + 0.5
    chance = 1.0
    for step in range(len(since)):
        chance *= (missed + step) / (touched + missed + step)
    return chance
