"""Reads what a release's conditions look at and ranking does not: only what some condition asks for."""

from collections.abc import Collection, Mapping, Sequence
from time import monotonic

import numpy as np

from catalog.current_store import current_store_id
from recommendations.adapters.scope import array, rows
from recommendations.engine.candidates import Candidates
from recommendations.engine.rules.book import RuleBook
from recommendations.engine.rules.columns import Columns, Floats

CATEGORY_SECONDS = 30.0  # for which the tree of categories is believed to stay as it is

CURRENCIES = "SELECT p.id, p.currency FROM catalog_product p WHERE p.id = ANY(%(keys)s::bigint[])"
COSTS = "SELECT p.id, p.cost::float8 FROM catalog_product p WHERE p.id = ANY(%(keys)s::bigint[]) AND p.cost IS NOT NULL"
ATTRIBUTES = """
    SELECT f.product_id, f.name, f.normalised FROM catalog_feature f
    WHERE f.product_id = ANY(%(keys)s::bigint[]) AND f.kind = 'attribute' AND f.status <> 'rejected'
        AND f.name = ANY(%(names)s::text[])
"""
TITLES = """
    SELECT t.product_id, string_agg(t.title, E'\\n' ORDER BY t.locale) FROM catalog_producttext t
    WHERE t.product_id = ANY(%(keys)s::bigint[]) GROUP BY t.product_id
"""
CATEGORIES = "SELECT c.id, c.slug, c.parent_id FROM catalog_category c WHERE c.store_id = %(store)s"

_trees: dict[int, tuple[float, Mapping[int, frozenset[str]]]] = {}


def rule_columns(found: Candidates, book: RuleBook) -> Columns:
    """Return the candidates' columns that the book's rules read."""
    keys, reads = found.pk.tolist(), book.reads
    return Columns(
        pk=keys,
        item_id=found.item_id.tolist(),
        brand=found.brand.tolist(),
        category=found.category.tolist(),
        price=found.price,
        currency=_currencies(keys) if "currency" in reads else [""] * len(keys),
        stock=found.stock,
        age_days=found.age_days,
        margin=_margins(keys, found.price) if "margin" in reads else np.full(len(keys), np.nan),
        attributes=_attributes(keys, book.attributes) if "attribute" in reads else [frozenset()] * len(keys),
        title=_titles(keys) if "text" in reads else [""] * len(keys),
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


def _currencies(keys: Sequence[int]) -> list[str]:
    known = dict(rows(CURRENCIES, {"keys": array(keys)}))
    return [known.get(key, "") for key in keys]


def _margins(keys: Sequence[int], price: Floats) -> Floats:
    """Return which part of each price is left after cost; nan where price or cost is not known."""
    known = dict(rows(COSTS, {"keys": array(keys)}))
    cost = np.array([known.get(key, np.nan) for key in keys], dtype=np.float64)
    return np.where(price > 0, 1.0 - cost / np.where(price > 0, price, 1.0), np.nan)


def _titles(keys: Sequence[int]) -> list[str]:
    known = dict(rows(TITLES, {"keys": array(keys)}))
    return [known.get(key, "") for key in keys]


def _attributes(keys: Sequence[int], names: Sequence[str]) -> list[frozenset[tuple[str, str]]]:
    known: dict[int, list[tuple[str, str]]] = {}
    for key, name, value in rows(ATTRIBUTES, {"keys": array(keys), "names": list(names)}):
        known.setdefault(key, []).append((name, value))
    return [frozenset(known.get(key, ())) for key in keys]
