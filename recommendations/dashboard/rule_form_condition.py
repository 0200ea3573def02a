"""Conditions that fields can hold: a few leaves, at most one of each, that all have to hold."""

from collections.abc import Mapping
from typing import Any

CONDITION_FIELDS = (
    "categories",
    "brands",
    "attribute",
    "attribute_values",
    "words",
    "price_from",
    "price_below",
    "stock_from",
    "stock_below",
    "days_from",
    "days_below",
    "margin_from",
    "margin_below",
)
LISTS = {"category": "categories", "brand": "brands", "text": "words"}
RANGES = {"price": "price", "stock": "stock", "age_days": "days", "margin": "margin"}
PER_CENT = frozenset({"margin"})  # typed in percent, kept as a share


def condition_of(said: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """Return the condition that the fields say; {} where they say nothing."""
    leaves: list[dict[str, Any]] = []
    for name, field in LISTS.items():
        values = said.get(field) or []
        values = values if isinstance(values, list) else _words(values)
        leaves += [{name: values}] if values else []
    if said.get("attribute"):
        leaves.append({"attribute": {"name": said["attribute"].strip(), "values": _words(said["attribute_values"])}})
    for name, field in RANGES.items():
        sides = {"at_least": said.get(f"{field}_from"), "below": said.get(f"{field}_below")}
        scale = 100 if name in PER_CENT else 1
        told = {side: value / scale for side, value in sides.items() if value is not None}
        if told:
            leaves.append({name: told | ({"currency": currency} if name == "price" else {})})
    return leaves[0] if len(leaves) == 1 else {"all": leaves} if leaves else {}


def fields_of(condition: Mapping[str, Any], currency: str) -> dict[str, Any] | None:
    """Return the fields that say a condition; None where fields cannot, as a price in another currency."""
    leaves = condition.get("all", [condition] if condition else [])
    names = [name for leaf in leaves for name in leaf]
    if len(set(names)) != len(names):
        return None
    fields: dict[str, Any] = {}
    for leaf in leaves:
        [(name, value)] = leaf.items()
        if name in LISTS:
            fields[LISTS[name]] = value if name == "category" else ", ".join(value)
        elif name == "attribute":
            fields |= {"attribute": value["name"], "attribute_values": ", ".join(value["values"])}
        elif name in RANGES and value.get("currency", currency) == currency:
            field = RANGES[name]
            sides = {f"{field}_from": value.get("at_least"), f"{field}_below": value.get("below")}
            fields |= {side: _typed(name, number) for side, number in sides.items()}
        else:
            return None
    return fields


def _typed(name: str, value: float | None) -> float | None:
    return round(value * 100, 6) if name in PER_CENT and value is not None else value


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
