"""Which list each event of a day is owed to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from catalog.current_store import current_store_id
from catalog.models import Store
from recommendations.experiments.attribution import COUNTED, Event, Owner
from recommendations.models import ServedList
from recommendations.selectors.attribution import attribution_read
from users.models import Interaction

Type = Interaction.Type
# A cart or purchase that names no list is owed to the latest click on the same product within the window.
EVENTS = """
    SELECT e.shopper_id, e.product_id, e.type, e.value, e.attribution_token, e.placement,
           COALESCE(NULLIF(e.locale, ''), s.locale), s.created_at, e.occurred_at,
           p.created_at > e.occurred_at - %(new)s, c.attribution_token, c.placement
    FROM users_interaction e
    JOIN users_shopper s ON s.id = e.shopper_id
    JOIN catalog_product p ON p.id = e.product_id
    LEFT JOIN LATERAL (
        SELECT k.attribution_token, k.placement FROM users_interaction k
        WHERE e.type IN ('cart', 'purchase') AND e.attribution_token = ''
          AND k.shopper_id = e.shopper_id AND k.product_id = e.product_id AND k.type = 'click'
          AND k.occurred_at <= e.occurred_at AND k.occurred_at > e.occurred_at - %(window)s
          AND (k.attribution_token <> '' OR k.placement <> '')
        ORDER BY k.occurred_at DESC LIMIT 1
    ) c ON true
    WHERE e.store_id = %(store)s AND e.occurred_at >= %(since)s AND e.occurred_at < %(until)s
      AND e.type = ANY(%(types)s) AND e.product_id IS NOT NULL
    ORDER BY e.occurred_at, e.id
"""
NEW_FOR = timedelta(days=14)  # a product counts as new, as the ranking has it
Ranks = dict[tuple[str, str, int], int]
Touched = dict[tuple[str, str], dict[int, list[int]]]  # (request, placement) → rank → rules that acted there


@dataclass(frozen=True, slots=True)
class Served:
    """What the log says of a list."""

    release: int
    arm: str
    at: datetime


def attribution_window() -> timedelta:
    return timedelta(days=settings.RECDASH_ATTRIBUTION_DAYS)


def store_zone() -> ZoneInfo:
    return ZoneInfo(Store.objects.values_list("time_zone", flat=True).get(pk=current_store_id()))


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when a day of the store begins and ends."""
    start = datetime.combine(day, time.min, zone)
    return start, datetime.combine(day + timedelta(days=1), time.min, zone)


def day_events(day: date, zone: ZoneInfo) -> tuple[list[Event], Ranks, Touched]:
    """Return the events of a day that are owed to a list or at least to a placement, with what the lists were.

    That is the rank of each product, and where it was noted, the rules that acted on each rank.
    """
    since, until = day_bounds(day, zone)
    owed = [(row, owner) for row in _rows(since, until) if (owner := _owner(row)) is not None]
    log, ranks, touched = _log({owner.request_id for _, owner in owed if owner.request_id})
    events = (_event(row, owner, log.get((owner.request_id, owner.placement)), since) for row, owner in owed)
    return [event for event in events if event is not None], ranks, touched


def _rows(since: datetime, until: datetime) -> Iterator[Any]:
    parameters: dict[str, Any] = {
        "store": current_store_id(),
        "since": since,
        "until": until,
        "types": list(COUNTED),
        "window": attribution_window(),
        "new": NEW_FOR,
    }
    with connection.cursor() as cursor:
        cursor.execute(EVENTS, parameters)
        yield from cursor.fetchall()


def _owner(row: Any) -> Owner | None:
    """Return the list or placement that a row names, itself or by its click."""
    token, placement, clicked_token, clicked_placement = row[4], row[5], row[10], row[11]
    for one, slot in ((token, placement), (clicked_token, clicked_placement)):
        known = _read(one) if one else None
        if known is not None:
            return known
        if slot:
            return Owner("", slot)
    return None


@lru_cache(maxsize=20_000)
def _read(token: str) -> Owner | None:
    told = attribution_read(token)
    return Owner(told.request_id, told.placement) if told else None


def _log(requests: set[str]) -> tuple[dict[tuple[str, str], Served], Ranks, Touched]:
    log: dict[tuple[str, str], Served] = {}
    ranks: Ranks = {}
    touched: Touched = {}
    kept = ServedList.objects.filter(request_id__in=requests)
    for request, placement, release, arm, at, items, rules in kept.values_list(
        "request_id", "placement", "release", "arm", "served_at", "items", "rules"
    ):
        log[request, placement] = Served(release, arm, at)
        ranks |= {(request, placement, item): rank for rank, item in enumerate(items, start=1)}
        if rules is not None:
            touched[request, placement] = _by_rank(rules)
    return log, ranks, touched


def _by_rank(rules: dict[str, list[int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for key, ranks in rules.items():
        for rank in ranks:
            found.setdefault(rank, []).append(int(key))
    return found


def _event(row: Any, owner: Owner, served: Served | None, since: datetime) -> Event | None:
    """Return the event, or None where its list was served before the window."""
    shopper, product, kind, value, _, _, locale, first_seen, at, is_new, _, _ = row
    if served is not None:
        if at - served.at > attribution_window():
            return None
        owner = owner._replace(release=served.release, arm=served.arm)
    return Event(shopper, product, kind, owner, locale, first_seen < since, value, is_new)
