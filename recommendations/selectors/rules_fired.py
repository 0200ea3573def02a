"""Which rules acted on the lists of late, from the log."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from catalog.current_store import current_store_id
from recommendations.models import Rule

LOOKED_BACK = timedelta(days=7)
MOST_LISTS = 20_000  # the latest ones
FEWEST_LISTS = 100  # of the rule's placements, while it was in force: fewer say nothing
LATEST = """
    WITH latest AS MATERIALIZED (
        SELECT placement, release, served_at, rules FROM recommendations_servedlist
        WHERE store_id = %(store)s AND served_at > %(since)s AND served_at <= %(now)s AND rules IS NOT NULL
        ORDER BY served_at DESC LIMIT %(most)s
    )
"""
SEEN = LATEST + "SELECT placement, release, count(*), min(served_at) FROM latest GROUP BY 1, 2"
FIRED = (
    LATEST
    + """SELECT key::bigint, count(*), max(served_at) FROM latest, jsonb_object_keys(rules) AS key
    WHERE rules <> '{}'::jsonb GROUP BY 1"""
)


@dataclass(frozen=True, slots=True)
class Fired:
    """How many of the lists that were looked at a rule acted on, of how many it could have, and when last."""

    lists: int
    of: int
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Log:
    """The part of the log that was looked at."""

    since: datetime | None = None  # the oldest list
    whole: bool = True  # it reaches back as far as it should
    seen: Mapping[tuple[str, int], int] = field(default_factory=dict)  # (placement, release) → lists
    fired: Mapping[int, tuple[int, datetime]] = field(default_factory=dict)  # rule → lists, last


def rules_fired(rules: Collection[Rule], *, now: datetime) -> dict[int, Fired]:
    """Return by key how often rules acted, of those whose time it could have been."""
    log = _log(now)
    keyed = {rule.key: rule for rule in rules if rule.key is not None}
    having = _releases_having(keyed)
    return {key: _fired(key, rule, log, having[key]) for key, rule in keyed.items() if _was_due(rule, log, now)}


def never_fired(found: Fired) -> bool:
    """Whether a rule had its chances and took none."""
    return found.lists == 0 and found.of >= FEWEST_LISTS


def _fired(key: int, rule: Rule, log: Log, releases: Collection[int]) -> Fired:
    of = sum(
        count
        for (placement, release), count in log.seen.items()
        if release in releases and (not rule.placements or placement in rule.placements)
    )
    lists, last = log.fired.get(key) or (0, None)
    return Fired(lists, of, last)


def _was_due(rule: Rule, log: Log, now: datetime) -> bool:
    """Whether its time was as long as the log that was looked at; of one for some weekdays, if that is a week."""
    if log.since is None or (rule.starts_at and rule.starts_at > log.since):
        return False
    return not rule.weekdays or (log.whole and log.since < now - LOOKED_BACK + timedelta(days=1))


def _log(now: datetime) -> Log:
    parameters: dict[str, Any] = {
        "store": current_store_id(),
        "since": now - LOOKED_BACK,
        "now": now,
        "most": MOST_LISTS,
    }
    with connection.cursor() as cursor:
        cursor.execute(SEEN, parameters)
        seen = cursor.fetchall()
        cursor.execute(FIRED, parameters)
        fired = {key: (lists, last) for key, lists, last in cursor.fetchall()}
    if not seen:
        return Log()
    counts = {(placement, release): count for placement, release, count, _ in seen}
    return Log(min(row[3] for row in seen), sum(counts.values()) < MOST_LISTS, counts, fired)


def _releases_having(keys: Collection[int]) -> dict[int, set[int]]:
    """Return the numbers of the releases in which each rule was in force."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Rule.objects.filter(key__in=keys, enabled=True).order_by()
    for key, release in rows.values_list("key", "release__number"):
        found[key].add(release)
    return found
