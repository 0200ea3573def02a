"""Which products a rule means: a tree of conditions, read from and written to JSON.

{} is every product. {"all": […]}, {"any": […]} and {"not": …} hold others; the leaves are {"category": [slugs]}
(descendants count), {"brand": […]}, {"attribute": {"name": …, "values": […]}}, {"text": […]} (words of a title, in any
language), {"product": [ids]}, {"price": {"at_least": …, "below": …, "currency": …}}, {"stock": …}, {"age_days": …} and
{"margin": …} (part of the price that is left after cost: 0.3 is 30 %), all with at_least and below. Unknown prices and
margins satisfy no condition on them; stock that is not counted is endless.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

RANGES = ("price", "stock", "age_days", "margin")
LISTS = ("category", "brand", "text", "product")
DEEPEST = 6


class ConditionError(ValueError):
    """A condition that cannot be read; the message says what is wrong and where."""


@dataclass(frozen=True, slots=True)
class All:
    """Every one of them holds; of none, all products."""

    of: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of them holds."""

    of: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """It does not hold."""

    of: "Condition"


@dataclass(frozen=True, slots=True)
class OneOf:
    """A field has one of these values: kind is "category", "brand", "text" or "product"."""

    kind: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute has one of these normalised values."""

    name: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Range:
    """at_least ≤ a number < below; kind is one of RANGES. A currency only of a price."""

    kind: str
    at_least: float | None = None
    below: float | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """The product with this key in the database."""

    pk: int


Condition = All | AnyOf | Not | OneOf | Attribute | Range | Key
EVERYTHING = All()


def parse_condition(data: Any, *, depth: int = 0) -> Condition:
    """Read a condition; raise ConditionError in words."""
    if not isinstance(data, Mapping):
        raise ConditionError(f"A condition is an object, not {data!r}.")
    if not data:
        return EVERYTHING
    if len(data) != 1:
        raise ConditionError(f"A condition has one name, not {len(data)}: put several into “all”.")
    if depth > DEEPEST:
        raise ConditionError(f"Conditions lie at most {DEEPEST} deep in each other.")
    [(name, value)] = data.items()
    if name in ("all", "any"):
        parts = tuple(parse_condition(part, depth=depth + 1) for part in _list(name, value))
        return All(parts) if name == "all" else AnyOf(parts)
    if name == "not":
        return Not(parse_condition(value, depth=depth + 1))
    if name in LISTS:
        return OneOf(name, frozenset(_words(name, value)))
    if name == "attribute":
        return _attribute(value)
    if name in RANGES:
        return _range(name, value)
    raise ConditionError(
        f"“{name}” is not a condition: use all, any, not, {', '.join((*LISTS, 'attribute', *RANGES))}."
    )


def condition_json(condition: Condition) -> dict[str, Any]:
    """Write a condition so that `parse_condition` reads the same again; lists are sorted."""
    match condition:
        case All(of):
            return {"all": [condition_json(part) for part in of]} if of else {}
        case AnyOf(of):
            return {"any": [condition_json(part) for part in of]}
        case Not(of):
            return {"not": condition_json(of)}
        case OneOf(kind, values):
            return {kind: sorted(values)}
        case Attribute(name, values):
            return {"attribute": {"name": name, "values": sorted(values)}}
        case Range(kind, at_least, below, currency):
            told = {"at_least": at_least, "below": below, "currency": currency or None}
            return {kind: {key: value for key, value in told.items() if value is not None}}
        case Key():
            raise ConditionError("A key of the database is not written out.")


def _attribute(value: Any) -> Attribute:
    if not isinstance(value, Mapping) or not str(value.get("name", "")).strip():
        raise ConditionError("“attribute” needs a name and values.")
    return Attribute(str(value["name"]).strip(), frozenset(_words("values", value.get("values"))))


def _range(name: str, value: Any) -> Range:
    if not isinstance(value, Mapping) or not value.keys() & {"at_least", "below"}:
        raise ConditionError(f"“{name}” needs at_least, below, or both.")
    unknown = value.keys() - {"at_least", "below", "currency"}
    if unknown or ("currency" in value and name != "price"):
        raise ConditionError(f"“{name}” knows no {', '.join(sorted(unknown)) or 'currency'}.")
    low, high = (_number(name, value.get(side)) for side in ("at_least", "below"))
    if low is not None and high is not None and low >= high:
        raise ConditionError(f"“{name}”: nothing is at least {low:g} and below {high:g}.")
    return Range(name, low, high, str(value.get("currency", "")).upper())


def _number(name: str, value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) > 1e12:
        raise ConditionError(f"“{name}”: {value!r} is not a number.")
    return float(value)


def _list(name: str, value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise ConditionError(f"“{name}” needs a list that is not empty.")
    return value


def _words(name: str, value: Any) -> list[str]:
    words = [str(word).strip() for word in _list(name, value) if isinstance(word, str | int)]
    if not words or not all(words) or len(words) != len(value):
        raise ConditionError(f"“{name}” needs words.")
    return words
