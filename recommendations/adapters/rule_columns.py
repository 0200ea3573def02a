"""Reads what a release's conditions look at and ranking does not: only what some condition asks for."""

from collections.abc import Collection, Mapping, Sequence
from time import monotonic
from typing import Any

import numpy as np

from catalog.current_store import current_store_id
from recommendations.adapters.scope import array, rows
from recommendations.engine.candidates import Candidates
from recommendations.engine.rules.book import RuleBook
from recommendations.engine.rules.columns import Columns, Floats, Nothing

CATEGORY_SECONDS = 30.0  # for which the tree of categories is believed to stay as it is

# Each part is two or three columns; the parts that some condition asks for are read by one query.
PARTS = {
    "currency": "SELECT array_agg(p.id), array_agg(p.currency) FROM catalog_product p WHERE p.id = ANY({keys})",
    "margin": """
        SELECT array_agg(p.id), array_agg(p.cost::float8) FROM catalog_product p
        WHERE p.id = ANY({keys}) AND p.cost IS NOT NULL
    """,
    "attribute": """
        SELECT array_agg(f.product_id), array_agg(f.name), array_agg(f.normalised) FROM catalog_feature f
        WHERE f.product_id = ANY({keys}) AND f.kind = 'attribute' AND f.status <> 'rejected'
            AND f.name = ANY(%(names)s::text[])
    """,
    "text": """
        SELECT array_agg(product_id), array_agg(titles) FROM (
            SELECT t.product_id, string_agg(t.title, E'\\n' ORDER BY t.locale) AS titles FROM catalog_producttext t
            WHERE t.product_id = ANY({keys}) GROUP BY t.product_id
        ) AS titled
    """,
}
WIDTHS = {"currency": 2, "margin": 2, "attribute": 3, "text": 2}
CATEGORIES = "SELECT c.id, c.slug, c.parent_id FROM catalog_category c WHERE c.store_id = %(store)s"

_trees: dict[int, tuple[float, Mapping[int, frozenset[str]]]] = {}


def rule_columns(found: Candidates, book: RuleBook) -> Columns:
    """Return the candidates' columns that the book's rules read."""
    keys, reads = found.pk.tolist(), book.reads
    read = _read(keys, [part for part in PARTS if part in reads], book.attributes)
    return Columns(
        pk=keys,
        item_id=found.item_id.tolist(),
        brand=found.brand.tolist(),
        category=found.category.tolist(),
        price=found.price,
        currency=_texts(keys, read.get("currency")),
        stock=found.stock,
        age_days=found.age_days,
        margin=_margins(keys, found.price, read.get("margin")),
        attributes=_attributes(keys, read.get("attribute")),
        title=_texts(keys, read.get("text")),
        above=categories_above(found.category.tolist()) if "category" in reads else {},
    )


def categories_above(asked: Collection[int]) -> Mapping[int, frozenset[str]]:
    """Return category → its short name and those of all above it.

    A new category counts at once, as somebody asks for it; a moved one within half a minute.
    """
    store = current_store_id()
    read_at, tree = _trees.get(store, (float("-inf"), {}))
    if monotonic() - read_at < CATEGORY_SECONDS and tree.keys() >= {*asked} - {0}:
        return tree
    nodes = {pk: (slug, parent) for pk, slug, parent in rows(CATEGORIES, {"store": store})}
    tree = {pk: frozenset(_upwards(pk, nodes)) for pk in nodes}
    _trees[store] = (monotonic(), tree)
    return tree


def forget_categories() -> None:
    """Forget the trees; for tests."""
    _trees.clear()


def _upwards(pk: int, nodes: Mapping[int, tuple[str, int | None]]) -> list[str]:
    slugs: list[str] = []
    at: int | None = pk
    while at is not None and at in nodes and nodes[at][0] not in slugs:
        slug, at = nodes[at]
        slugs.append(slug)
    return slugs


def _read(keys: Sequence[int], parts: Sequence[str], names: Sequence[str]) -> dict[str, list[Sequence[Any]]]:
    """Return the columns of these parts; none where no product has anything to tell."""
    if not parts:
        return {}
    sql = ", ".join(f"({PARTS[part].format(keys='%(keys)s::bigint[]')}) AS {part}_part" for part in parts)
    [row] = rows(f"SELECT * FROM {sql}", {"keys": array(keys), "names": list(names)})
    cells = iter(row)
    found = {part: [next(cells) for _ in range(WIDTHS[part])] for part in parts}
    return {part: [columns[0].tolist(), *columns[1:]] for part, columns in found.items() if columns[0] is not None}


def _texts(keys: Sequence[int], columns: Sequence[Sequence[Any]] | None) -> list[str]:
    known = dict(zip(*columns, strict=True)) if columns else {}
    return [known.get(key, "") for key in keys]


def _margins(keys: Sequence[int], price: Floats, columns: Sequence[Sequence[Any]] | None) -> Floats:
    """Return which part of each price is left after cost; nan where price or cost is not known."""
    if not columns:
        return np.full(len(keys), np.nan)
    known = dict(zip(*columns, strict=True))
    cost = np.array([known.get(key, np.nan) for key in keys], dtype=np.float64)
    return np.where(price > 0, 1.0 - cost / np.where(price > 0, price, 1.0), np.nan)


def _attributes(keys: Sequence[int], columns: Sequence[Sequence[Any]] | None) -> list[frozenset[tuple[str, str]]]:
    if not columns:
        return [Nothing] * len(keys)
    known: dict[int, list[tuple[str, str]]] = {}
    for key, name, value in zip(*columns, strict=True):
        known.setdefault(key, []).append((name, value))
    return [frozenset(known[key]) if key in known else Nothing for key in keys]
