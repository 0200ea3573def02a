"""Reads what a release's conditions look at and ranking does not: only what some condition asks for."""

from collections.abc import Collection, Mapping, Sequence
from math import nan
from time import monotonic
from typing import Any, NamedTuple

import numpy as np

from catalog.current_store import current_store_id
from recommendations.adapters.scope import array, rows
from recommendations.engine.candidates import Candidates
from recommendations.engine.rules.book import RuleBook
from recommendations.engine.rules.columns import Columns, Floats, Nothing

BELIEVED_SECONDS = 30.0  # for which the tree of categories, and what is told of a product, is believed to stay
MOST_PRODUCTS, MOST_SHELVES = 20_000, 32  # that are remembered; drafts that ask for other attributes are shelves too

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


class Told(NamedTuple):
    """What the parts that are read tell of one product."""

    currency: str = ""
    cost: float = nan
    attributes: frozenset[tuple[str, str]] = Nothing
    title: str = ""


Shelf = tuple[int, tuple[str, ...], tuple[str, ...]]  # store, parts, names of attributes

_trees: dict[int, tuple[float, Mapping[int, frozenset[str]]]] = {}
_shelves: dict[Shelf, tuple[float, dict[int, Told]]] = {}


def rule_columns(found: Candidates, book: RuleBook) -> Columns:
    """Return the candidates' columns that the book's rules read.

    Price, stock and brand are those of the candidates; a changed title, attribute,
    currency or cost counts within half a minute; for so long a rule may miss products that now match.
    """
    keys, reads = found.pk.tolist(), book.reads
    told = _told(keys, tuple(part for part in PARTS if part in reads), book.attributes)
    return Columns(
        pk=keys,
        item_id=found.item_id.tolist(),
        brand=found.brand.tolist(),
        category=found.category.tolist(),
        price=found.price,
        currency=[one.currency for one in told],
        stock=found.stock,
        age_days=found.age_days,
        margin=_margins(found.price, np.array([one.cost for one in told], dtype=np.float64)),
        attributes=[one.attributes for one in told],
        title=[one.title for one in told],
        above=categories_above(found.category.tolist()) if "category" in reads else {},
    )


def categories_above(asked: Collection[int]) -> Mapping[int, frozenset[str]]:
    """Return category → its short name and those of all above it.

    A new category counts at once, as somebody asks for it; a moved one within half a minute.
    """
    store = current_store_id()
    read_at, tree = _trees.get(store, (float("-inf"), {}))
    if monotonic() - read_at < BELIEVED_SECONDS and tree.keys() >= {*asked} - {0}:
        return tree
    nodes = {pk: (slug, parent) for pk, slug, parent in rows(CATEGORIES, {"store": store})}
    tree = {pk: frozenset(_upwards(pk, nodes)) for pk in nodes}
    _trees[store] = (monotonic(), tree)
    return tree


def forget_products() -> None:
    """Forget the trees and what was told of products; for tests."""
    _trees.clear()
    _shelves.clear()


def _upwards(pk: int, nodes: Mapping[int, tuple[str, int | None]]) -> list[str]:
    slugs: list[str] = []
    at: int | None = pk
    while at is not None and at in nodes and nodes[at][0] not in slugs:
        slug, at = nodes[at]
        slugs.append(slug)
    return slugs


def _told(keys: Sequence[int], parts: tuple[str, ...], names: tuple[str, ...]) -> list[Told]:
    """Return what these parts tell of each product, read anew where it was read too long ago."""
    if not parts:
        return [Told()] * len(keys)
    shelf = (current_store_id(), parts, names)
    read_at, known = _shelves.get(shelf, (float("-inf"), {}))
    if monotonic() - read_at >= BELIEVED_SECONDS or len(known) > MOST_PRODUCTS:
        known = {}
        if shelf not in _shelves and len(_shelves) >= MOST_SHELVES:
            _shelves.clear()
        _shelves[shelf] = (monotonic(), known)
    missing = [key for key in keys if key not in known]
    if missing:
        known.update(_read(missing, parts, names))
    return [known[key] for key in keys]


def _read(keys: Sequence[int], parts: Sequence[str], names: Sequence[str]) -> dict[int, Told]:
    """Ask for what the parts tell; a product of which nothing is told is there too."""
    sql = ", ".join(f"({PARTS[part].format(keys='%(keys)s::bigint[]')}) AS {part}_part" for part in parts)
    [row] = rows(f"SELECT * FROM {sql}", {"keys": array(keys), "names": list(names)})
    cells = iter(row)
    columns = {part: [next(cells) for _ in range(WIDTHS[part])] for part in parts}
    by_key = {part: _by_key(part, cells) for part, cells in columns.items() if cells[0] is not None}
    currency, cost, attributes, title = (by_key.get(part, {}) for part in PARTS)
    return {
        key: Told(currency.get(key, ""), cost.get(key, nan), attributes.get(key, Nothing), title.get(key, ""))
        for key in keys
    }


def _by_key(part: str, columns: Sequence[Sequence[Any]]) -> dict[int, Any]:
    if part != "attribute":
        return dict(zip(*columns, strict=True))
    found: dict[int, list[tuple[str, str]]] = {}
    for key, name, value in zip(*columns, strict=True):
        found.setdefault(key, []).append((name, value))
    return {key: frozenset(pairs) for key, pairs in found.items()}


def _margins(price: Floats, cost: Floats) -> Floats:
    """Return which part of each price is left after cost; nan where price or cost is not known."""
    return np.where(price > 0, 1.0 - cost / np.where(price > 0, price, 1.0), np.nan)
