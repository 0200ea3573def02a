"""Conditions as SQL on products `p`, for a list that the candidates at hand cannot fill."""

from collections.abc import Sequence
from typing import Any

from recommendations.engine.rules.book import Rule
from recommendations.engine.rules.conditions import All, AnyOf, Attribute, Condition, Key, Not, OneOf, Range

CATEGORY = """p.category_id IN (
    WITH RECURSIVE below AS (
        SELECT c.id FROM catalog_category c WHERE c.store_id = %(store)s AND c.slug = ANY({values})
        UNION SELECT c.id FROM catalog_category c JOIN below b ON c.parent_id = b.id
    ) SELECT id FROM below)"""
ATTRIBUTE = """EXISTS (SELECT 1 FROM catalog_feature f WHERE f.product_id = p.id AND f.kind = 'attribute'
    AND f.status <> 'rejected' AND f.name = {name} AND f.normalised = ANY({values}))"""
TEXT = """EXISTS (SELECT 1 FROM catalog_producttext t, unnest({values}) AS word
    WHERE t.product_id = p.id AND strpos(lower(t.title), lower(word)) > 0)"""
LISTS = {
    "category": CATEGORY,
    "brand": "lower(p.brand) = ANY({values})",
    "text": TEXT,
    "product": "p.external_id = ANY({values})",
}
NUMBERS = {
    "price": "p.price",
    "stock": "COALESCE(p.stock, 2147483647)",
    "age_days": "(extract(epoch FROM %(now)s - p.created_at)::float8 / 86400)",
    "margin": "(1 - p.cost::float8 / NULLIF(p.price, 0)::float8)",
}


class Written:
    """SQL with its parameters, which it names `rule0`, `rule1` and so on."""

    def __init__(self) -> None:
        self.parameters: dict[str, Any] = {}

    def showable(self, rules: Sequence[Rule]) -> str:
        """Return what products have to satisfy under these hide and include-only rules."""
        parts = [
            f"NOT ({self.of(rule.condition)})" if rule.kind == "hide" else f"({self.of(rule.condition)})"
            for rule in rules
        ]
        return "".join(f" AND {part}" for part in parts)

    def of(self, condition: Condition) -> str:
        """Return a condition; it is never null."""
        match condition:
            case All(of):
                return " AND ".join(f"({self.of(part)})" for part in of) or "TRUE"
            case AnyOf(of):
                return " OR ".join(f"({self.of(part)})" for part in of)
            case Not(part):
                return f"NOT ({self.of(part)})"
            case Key(pk):
                return f"p.id = {self._name(pk)}"
            case OneOf(kind, values):
                words = [value.lower() for value in values] if kind == "brand" else list(values)
                return self._sure(LISTS[kind].format(values=f"{self._name(sorted(words))}::text[]"))
            case Attribute(name, values):
                return ATTRIBUTE.format(name=self._name(name), values=f"{self._name(sorted(values))}::text[]")
            case Range(kind, low, high, currency):
                return self._sure(self._range(NUMBERS[kind], low, high, currency))
        raise TypeError(condition)

    def _range(self, number: str, low: float | None, high: float | None, currency: str) -> str:
        parts = [f"{number} >= {self._name(low)}"] if low is not None else []
        parts += [f"{number} < {self._name(high)}"] if high is not None else []
        parts += [f"p.currency = {self._name(currency)}"] if currency else []
        return " AND ".join(parts)

    def _sure(self, sql: str) -> str:
        return f"COALESCE({sql}, FALSE)"

    def _name(self, value: Any) -> str:
        name = f"rule{len(self.parameters)}"
        self.parameters[name] = value
        return f"%({name})s"
