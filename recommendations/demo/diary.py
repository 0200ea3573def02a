"""Spreads the events over shoppers and days."""

from datetime import datetime, timedelta
from typing import Any

import numpy as np

from recommendations.demo.explored import SINCE
from recommendations.demo.shelf import Shelf
from recommendations.demo.shoppers import Person
from recommendations.demo.visits import Visitor

HOUR_WEIGHTS = np.array([1, 1, 0, 0, 0, 1, 2, 4, 6, 6, 6, 7, 9, 8, 6, 6, 7, 8, 10, 13, 15, 14, 9, 4], dtype=float)
UP_TO_HOUR = np.cumsum(HOUR_WEIGHTS / HOUR_WEIGHTS.sum())
BOT_EVENTS_SHARE = 0.004  # of all events, for each bot
SPARE_MOMENTS = 12  # not every visit leaves an event, least of all in a small shop
COLD_EVENTS = 4  # newcomers have 0 to 3 events


def share_out(people: list[Person], total: int, rng: np.random.Generator) -> list[int]:
    """Decide how many events each shopper leaves; sums to `total`."""
    weights = np.where([person.kind == "regular" for person in people], rng.lognormal(0, 0.75, len(people)), 0.0)
    fixed = np.array([_fixed_count(person, total, rng) for person in people])
    rest = max(total - int(fixed.sum()), 0)
    counts = fixed + np.floor(weights / weights.sum() * rest).astype(int)
    busiest = np.argsort(-weights, kind="stable")[: total - int(counts.sum())]
    counts[busiest] += 1
    return [int(count) for count in counts]


def live(person: Person, count: int, *, shelf: Shelf, now: datetime, days: int, rng: np.random.Generator) -> Visitor:
    """Let one shopper leave `count` events (seldom a few less) in the days before `now`."""
    visitor = Visitor(person=person, shelf=shelf, rng=rng, explored_from=now - SINCE)
    if person.kind == "bot":
        visitor.events = _bot_events(person, count, shelf=shelf, now=now, rng=rng)
        return visitor
    start = max(person.created_at, now - timedelta(days=days))
    moments = sorted(_moment(start, now, rng) for _ in range(count // 2 + SPARE_MOMENTS))
    for done, moment in enumerate(moments):
        # Visiting only when behind the even pace spreads the events over the time and lands on the count.
        if len(visitor.events) < count * (done + 1) / len(moments):
            visitor.visit(moment)
    del visitor.events[count:]
    return visitor


def _moment(start: datetime, now: datetime, rng: np.random.Generator) -> datetime:
    span = (now - timedelta(hours=2) - start).total_seconds()
    day = start + timedelta(seconds=float(rng.uniform(0, max(span, 60))))
    hour = int(np.searchsorted(UP_TO_HOUR, rng.random(), side="right"))
    moment = day.replace(hour=hour, minute=int(rng.integers(60)), second=int(rng.integers(60)), microsecond=0)
    return moment if start <= moment <= now - timedelta(hours=1) else day.replace(microsecond=0)


def _fixed_count(person: Person, total: int, rng: np.random.Generator) -> int:
    if person.kind == "bot":
        return round(total * BOT_EVENTS_SHARE)
    return int(rng.integers(COLD_EVENTS)) if person.kind == "cold" else 0


def _bot_events(
    person: Person, count: int, *, shelf: Shelf, now: datetime, rng: np.random.Generator
) -> list[dict[str, Any]]:
    """View product after product, one or two seconds apart."""
    moment = now - timedelta(days=float(rng.uniform(3, 30)))
    allowed = np.flatnonzero(shelf.on_shelf(moment))
    events = []
    for product in rng.permutation(np.resize(allowed, count)):
        moment = (moment + timedelta(seconds=int(rng.integers(1, 3)))).replace(microsecond=0)
        event = {"shopper_id": person.id, "type": "view", "product_id": shelf.ids[product], "locale": person.locale}
        events.append(event | {"occurred_at": moment.isoformat()})
    return events
