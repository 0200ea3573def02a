"""Which products a rule touches, in the whole catalog."""

from dataclasses import dataclass

from django.utils import timezone

from catalog.current_store import current_store_id
from recommendations.adapters.rule_sql import Written
from recommendations.adapters.scope import rows
from recommendations.engine.rules.conditions import All, AnyOf, Condition, Key, parse_condition
from recommendations.models import Rule

SOME = 5


@dataclass(frozen=True, slots=True)
class Reach:
    """How many products a rule means, of how many; how many of them can be shown; and a few of them."""

    products: int
    of: int
    showable: int
    some: list[int]


def rule_reach(rule: Rule) -> Reach:
    """Count by the condition alone; of pins and blocks, their products."""
    written = Written()
    condition = written.of(_condition(rule))
    parameters = {"store": current_store_id(), "now": timezone.now(), **written.parameters}
    sql = f"""
        SELECT count(*) FILTER (WHERE {condition}), count(*),
               count(*) FILTER (WHERE ({condition}) AND p.available AND NOT p.hidden AND p.stock IS DISTINCT FROM 0)
        FROM catalog_product p WHERE p.store_id = %(store)s
    """
    [(products, of, showable)] = rows(sql, parameters, prepare=False)
    first = f"""
        SELECT p.id FROM catalog_product p WHERE p.store_id = %(store)s AND ({condition}) ORDER BY p.id LIMIT {SOME}
    """
    return Reach(products, of, showable, [pk for (pk,) in rows(first, parameters, prepare=False)])


def _condition(rule: Rule) -> Condition:
    meant = parse_condition(rule.condition or {})
    if rule.products:
        return AnyOf(tuple(Key(pk) for pk in rule.products))
    return All((Key(rule.product_id), meant)) if rule.product_id else meant
