"""The leaf categories of the demo shop, as the data files describe them."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from recommendations.demo.data_files import category_names, load


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf category: what its products are made of, can do, cost, and how they are described."""

    slug: str
    parent: str
    names: dict[str, str]
    shape: str
    price: tuple[int, int]  # EUR, low and high
    months: frozenset[int]  # when demand is high
    consumable: bool
    makes: tuple[str, ...]  # materials, or origins for food
    make_name: str  # "material" | "origin"
    measure: dict[str, Any] | None
    functions: tuple[str, ...]
    colours: tuple[str, ...]
    models: tuple[str, ...]
    audiences: tuple[str, ...]
    audience_share: float
    text: dict[str, dict[str, list[str]]]  # locale → nouns, openers, details
    lines: dict[str, dict[str, list[str]]]  # function → locale → sentences


@cache
def leaves() -> tuple[Leaf, ...]:
    """List the leaf categories in a fixed order."""
    return tuple(_leaf(category, leaf) for category in categories() for leaf in category["leaves"])


@cache
def leaf_of(slug: str) -> Leaf:
    """Return the leaf with this slug; KeyError when there is none."""
    return {leaf.slug: leaf for leaf in leaves()}[slug]


def categories() -> list[dict[str, Any]]:
    """List the category files' contents in a fixed order."""
    return [load(f"categories/{name}") for name in category_names()]


def taxonomy() -> list[dict[str, Any]]:
    """Build the merchandiser's category tree, parents before their leaves."""
    rows = [_node(category, parent=None) for category in categories()]
    return rows + [_node(leaf, parent=category["slug"]) for category in categories() for leaf in category["leaves"]]


def _node(entry: dict[str, Any], *, parent: str | None) -> dict[str, Any]:
    return {
        "slug": entry["slug"],
        "parent": parent,
        "names": dict(entry["names"]),
        "description": entry["description"],
    }


def _leaf(category: dict[str, Any], entry: dict[str, Any]) -> Leaf:
    return Leaf(
        slug=entry["slug"],
        parent=category["slug"],
        names=entry["names"],
        shape=entry["shape"],
        price=(entry["price"][0], entry["price"][1]),
        months=frozenset(entry["months"]),
        consumable=entry.get("consumable", False),
        makes=tuple(entry.get("materials") or entry["origins"]),
        make_name="material" if "materials" in entry else "origin",
        measure=entry["measure"],
        functions=tuple(entry["functions"]),
        colours=tuple(entry.get("colours", category["colours"])),
        models=tuple(category["models"]),
        audiences=tuple(category["audiences"]),
        audience_share=category["audience_share"],
        text=entry["text"],
        lines=category["lines"],
    )
