"""The rules of a release as the engine reads them, compiled once a process: what is published never changes."""

import json
import logging
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Any

from recommendations.adapters.scope import rows
from recommendations.engine.rules.audience import parse_audience
from recommendations.engine.rules.book import NO_RULES, Rule, RuleBook
from recommendations.engine.rules.conditions import EVERYTHING, All, ConditionError, Key, parse_condition
from recommendations.engine.rules.schedule import Schedule

KEPT = 32  # releases: what is live in each store, and the drafts that are being looked at

RULES = """
    SELECT r.key, r.kind, r.placements, r.product_id, r.products, r.condition::text, r.audience::text,
           r.position, r.strength, r.measure, r.share, r.limit, r.window, r.per,
           r.starts_at, r.ends_at, r.weekdays, COALESCE(NULLIF(r.time_zone, ''), s.time_zone)
    FROM recommendations_rule r JOIN catalog_store s ON s.id = r.store_id
    WHERE r.release_id = %(release)s AND r.enabled ORDER BY r.order, r.id
"""

logger = logging.getLogger(__name__)
_known: OrderedDict[tuple[int, int], RuleBook] = OrderedDict()
_lock = Lock()


def rule_book(release: tuple[int, int] | None) -> RuleBook:
    """Return the rules of a release, which is named by its key and its version; of none, none."""
    if release is None:
        return NO_RULES.book
    with _lock:
        if release in _known:
            _known.move_to_end(release)
            return _known[release]
    book = RuleBook([rule for row in rows(RULES, {"release": release[0]}) if (rule := _rule(row)) is not None])
    with _lock:
        _known[release] = book
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return book


def forget_rules() -> None:
    """Forget all that was compiled; for tests, whose rows come and go under the same keys."""
    with _lock:
        _known.clear()


def _rule(row: Sequence[Any]) -> Rule | None:
    """Compile one rule; one that cannot be read is told of and left out, as a list matters more than a rule."""
    key, kind, placements, product, products, condition, audience, position, strength, measure, *rest = row
    share, limit, window, per, starts_at, ends_at, weekdays, time_zone = rest
    try:
        meant = parse_condition(json.loads(condition))
        for_whom = parse_audience(json.loads(audience))
    except ConditionError as error:
        logger.error("rule %s is left out: %s", key, error)
        return None
    if product is not None and kind not in ("pin", "soft_pin"):
        meant = Key(product) if meant == EVERYTHING else All((Key(product), meant))
    return Rule(
        key=key,
        kind=kind,
        placements=frozenset(placements),
        products=tuple(map(int, products)) if kind == "pin_block" else (product,) if product is not None else (),
        condition=meant,
        audience=for_whom,
        schedule=Schedule(starts_at, ends_at, frozenset(map(int, weekdays)), time_zone),
        position=position or 1,
        strength=strength or 0.0,
        relative=measure == "relative",
        share=share or 0.0,
        limit=limit or 1,
        window=window or 0,
        per=per,
    )
