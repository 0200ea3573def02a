"""What a product is, before a word is written about it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from recommendations.demo.data_files import LOCALES, load
from recommendations.demo.draws import chance, pick, pick_weighted, some
from recommendations.demo.leaves import Leaf, leaves
from recommendations.demo.measures import draw_measure

NEW_SHARE = 0.038  # of the products came in the last seven days
TRANSLATED_SHARE = 0.44
FOREIGN_ONLY_SHARE = 0.05
FOREIGN = [locale for locale in LOCALES if locale != "en"]
PLACES = ("title", "body", "feed", "nowhere")


@dataclass(frozen=True, slots=True)
class Spec:
    """One product's facts: attributes in canonical values, and where the shop mentions each."""

    id: str
    leaf: Leaf
    brand: str
    model: str
    price: float
    created_at: datetime
    attributes: dict[str, str]
    functions: list[str]
    locales: list[str]
    places: dict[str, str] = field(default_factory=dict)  # attribute → one of PLACES


def draw_specs(count: int, *, now: datetime, days: int, rng: np.random.Generator) -> list[Spec]:
    """Draw `count` products spread evenly over the leaves, in random order."""
    all_leaves = leaves()
    order = rng.permutation([index % len(all_leaves) for index in range(count)])
    fresh = set(rng.permutation(count)[: max(1, round(count * NEW_SHARE))].tolist())
    seen: set[tuple[str, str]] = set()
    specs = []
    for index, leaf_index in enumerate(order):
        age = float(rng.uniform(0.2, 6.9) if index in fresh else rng.uniform(8, days + 400))
        created = (now - timedelta(days=age)).replace(microsecond=0)
        specs.append(_draw_spec(f"p-{index + 1:04d}", all_leaves[leaf_index], created, rng, seen))
    return specs


def _draw_spec(
    product_id: str, leaf: Leaf, created_at: datetime, rng: np.random.Generator, seen: set[tuple[str, str]]
) -> Spec:
    brand = _draw_brand(leaf, rng)
    attributes = _draw_attributes(leaf, rng)
    return Spec(
        id=product_id,
        leaf=leaf,
        brand=brand["name"],
        model=_draw_model(leaf, brand["name"], rng, seen),
        price=_draw_price(leaf, brand["level"], rng),
        created_at=created_at,
        attributes=attributes,
        functions=_draw_functions(leaf, attributes, rng),
        locales=_draw_locales(rng),
        places={name: _draw_place(name, rng) for name in attributes},
    )


def _draw_brand(leaf: Leaf, rng: np.random.Generator) -> dict[str, Any]:
    brands = [brand for brand in load("brands") if leaf.parent in brand["categories"]]
    return pick_weighted(rng, brands, [brand["share"] for brand in brands])


def _draw_model(leaf: Leaf, brand: str, rng: np.random.Generator, seen: set[tuple[str, str]]) -> str:
    suffixes = ("", "", "", " 2", " 3", " II", " Pro", " Lite", " 40", " Classic", " One", " 100")
    food = leaf.parent == "tea-gourmet"
    for _ in range(40):
        model = pick(rng, leaf.models) + ("" if food else pick(rng, suffixes))
        if (brand + leaf.slug, model) not in seen:
            break
    seen.add((brand + leaf.slug, model))
    return model


def _draw_price(leaf: Leaf, level: float, rng: np.random.Generator) -> float:
    low, high = leaf.price
    amount = level * low * (high / low) ** float(rng.beta(1.6, 2.2))
    ending = pick(rng, (0.0, 0.9, 0.95, 0.99, 0.0 if amount > 30 else 0.5))
    return max(float(int(amount)), 3.0) + ending


def _draw_attributes(leaf: Leaf, rng: np.random.Generator) -> dict[str, str]:
    measure = draw_measure(leaf, rng)
    attributes = {leaf.make_name: pick(rng, leaf.makes)}
    if leaf.colours:
        attributes["colour"] = pick(rng, leaf.colours)
    if leaf.measure and measure:
        attributes[leaf.measure["name"]] = measure
    if chance(rng, leaf.audience_share):
        weights = {"women": 5, "men": 5, "children": 2}
        attributes["audience"] = pick_weighted(rng, leaf.audiences, [weights[name] for name in leaf.audiences])
    return attributes


def _draw_functions(leaf: Leaf, attributes: dict[str, str], rng: np.random.Generator) -> list[str]:
    clashes = load("phrases")["clashes"].get(attributes[leaf.make_name], [])
    able = [function for function in leaf.functions if function not in clashes]
    return some(rng, able, pick_weighted(rng, (1, 2, 3, 4), (2, 4, 3, 1)))


def _draw_locales(rng: np.random.Generator) -> list[str]:
    others = some(rng, FOREIGN, pick_weighted(rng, (1, 2, 3), (3, 2, 1)))
    draw = rng.random()
    if draw < FOREIGN_ONLY_SHARE:
        return others[:2]
    return ["en", *others] if draw < TRANSLATED_SHARE else ["en"]


def _draw_place(name: str, rng: np.random.Generator) -> str:
    shares = {"colour": (0.32, 0.38, 0.15, 0.15), "audience": (0.5, 0.3, 0.2, 0), "origin": (0.2, 0.55, 0.15, 0.1)}
    return pick_weighted(rng, PLACES, shares.get(name, (0.22, 0.5, 0.16, 0.12)))
