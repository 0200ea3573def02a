"""Finds for all conditions of a release at once which candidates they mean."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.rules.columns import Columns, Nothing
from recommendations.engine.rules.conditions import RANGES, All, AnyOf, Attribute, Condition, Not, OneOf, Range
from recommendations.engine.rules.leaves import Flags, IndexedLeaves, RangeLeaves, TextLeaves, Words

Integers = NDArray[np.int64]
Literals = list[tuple[Condition, bool]]  # leaves, each with whether it is negated


class LeafTable:
    """The leaves of all conditions, each once, with a row in the matrix of `masks`; the last row is always true."""

    def __init__(self, conditions: Sequence[Condition]) -> None:
        leaves = {leaf: _kind(leaf) for condition in conditions for leaf in leaves_of(condition)}
        self.kinds = [kind for kind in _KINDS if kind in set(leaves.values())]
        ordered = [(kind, [leaf for leaf, own in leaves.items() if own == kind]) for kind in self.kinds]
        self.row: dict[Any, int] = {
            leaf: row for row, leaf in enumerate(leaf for _, group in ordered for leaf in group)
        }
        self.groups = {kind: _group(kind, group) for kind, group in ordered}

    def masks(self, columns: Columns) -> Flags:
        """Return (n_leaves + 1, n)."""
        parts = [self._masks_of(kind, columns) for kind in self.kinds]
        return np.vstack([*parts, np.ones((1, len(columns)), dtype=bool)])

    def _masks_of(self, kind: str, columns: Columns) -> Flags:
        group = self.groups[kind]
        if isinstance(group, TextLeaves):
            return group.masks(columns.title)
        if isinstance(group, IndexedLeaves):
            return group.masks(_having(kind, columns))
        if kind == "stock":
            return group.masks(np.nan_to_num(columns.stock, nan=np.finfo(np.float64).max))
        if kind == "price":
            return group.masks(columns.price, columns.currency)
        return group.masks(columns.margin if kind == "margin" else columns.age_days)


def _having(kind: str, columns: Columns) -> Sequence[Words]:
    """Return the words that each item has, for leaves of a kind."""
    match kind:
        case "category":
            return [columns.above.get(key, Nothing) for key in columns.category]
        case "brand":
            return [(brand.casefold(),) for brand in columns.brand]
        case "product":
            return [(item_id,) for item_id in columns.item_id]
        case "attribute":
            return columns.attributes
    return [(pk,) for pk in columns.pk]


def leaves_of(condition: Condition) -> list[Condition]:
    """Return the leaves of a tree, from left to right."""
    match condition:
        case All(of) | AnyOf(of):
            return [leaf for part in of for leaf in leaves_of(part)]
        case Not(part):
            return leaves_of(part)
    return [condition]


class Conditions:
    """Conditions compiled together. Most are a few leaves that all hold: those take three steps for all of them.

    A condition of which one leaf has to hold is the opposite of one whose leaves all fail, and takes one step more.
    """

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self.conditions = tuple(conditions)
        self.table = LeafTable(conditions)
        self.kinds = frozenset(self.table.kinds)
        normal = [_normal(condition) for condition in conditions]
        width = max((len(parts) for parts, _ in normal if parts is not None), default=0)
        true = len(self.table.row)
        # Row r of the doubled matrix is a leaf, row r + true + 1 its opposite; the last column says: the opposite.
        self._rows = np.full((len(conditions), max(width, 1) + 1), true, dtype=np.int64)
        self._trees: dict[int, Condition] = {}
        for at, (parts, opposite) in enumerate(normal):
            self._rows[at, -1] = opposite
            if parts is None:
                self._trees[at] = conditions[at]
                continue
            for column, (leaf, negated) in enumerate(parts):
                self._rows[at, column] = self.table.row[leaf] + (true + 1 if negated else 0)

    def plan(self, chosen: Integers) -> "Plan":
        """Return what finds the masks of the conditions with these numbers; equal ones are found once."""
        rows, place = np.unique(self._rows[chosen], axis=0, return_inverse=True)
        numbers = enumerate(chosen.tolist())
        trees = {at: self._trees[number] for at, number in numbers if number in self._trees}
        return Plan(self.table, rows, place.reshape(-1), trees)

    def masks(self, columns: Columns, chosen: Integers) -> Flags:
        """Return (len(chosen), n): for the conditions with these numbers, which items each means."""
        return self.plan(chosen).masks(columns)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """How to find the masks of some conditions: the rows to combine, and which of the results is whose."""

    table: LeafTable
    rows: Integers  # (n_distinct, width + 1)
    place: Integers  # (n_conditions,)
    trees: Mapping[int, Condition]  # place → condition that is no list of leaves

    def masks(self, columns: Columns) -> Flags:
        """Return (n_conditions, n)."""
        leaves = self.table.masks(columns)
        doubled = np.vstack([leaves, ~leaves])
        flags: Flags = doubled[self.rows[:, 0]]
        for column in range(1, self.rows.shape[1] - 1):
            flags &= doubled[self.rows[:, column]]
        flags ^= self.rows[:, -1:].astype(bool)
        found: Flags = flags[self.place]
        for at, condition in self.trees.items():
            found[at] = self._tree(condition, leaves)
        return found

    def _tree(self, condition: Condition, leaves: Flags) -> Flags:
        match condition:
            case All(of):
                return self._all([leaves[-1], *(self._tree(part, leaves) for part in of)])
            case AnyOf(of):
                return ~self._all([leaves[-1], *(~self._tree(part, leaves) for part in of)])
            case Not(part):
                return ~self._tree(part, leaves)
        found: Flags = leaves[self.table.row[condition]]
        return found

    @staticmethod
    def _all(parts: Sequence[Flags]) -> Flags:
        flags: Flags = np.logical_and.reduce(parts)
        return flags


def _normal(condition: Condition) -> tuple[Literals | None, bool]:
    """Return leaves that must all hold for a condition, or with True for its opposite; None for any other tree."""
    parts = _conjunction(condition)
    return (parts, False) if parts is not None else (_opposite(condition), True)


def _conjunction(condition: Condition) -> Literals | None:
    """Return leaves that must all hold for a condition to hold; None for any other tree."""
    match condition:
        case All(of):
            return _joined(_conjunction(part) for part in of)
        case Not(part):
            return _opposite(part)
        case AnyOf(of):
            return _conjunction(of[0]) if len(of) == 1 else None
    return [(condition, False)]


def _opposite(condition: Condition) -> Literals | None:
    """Return leaves that must all hold for a condition to fail; None for any other tree."""
    match condition:
        case AnyOf(of):
            return _joined(_opposite(part) for part in of)
        case Not(part):
            return _conjunction(part)
        case All(of):
            return _opposite(of[0]) if len(of) == 1 else None
    return [(condition, True)]


def _joined(groups: Iterable[Literals | None]) -> Literals | None:
    found: Literals = []
    for group in groups:
        if group is None:
            return None
        found += group
    return found


def _kind(leaf: Condition) -> str:
    if isinstance(leaf, OneOf | Range):
        return leaf.kind
    return "attribute" if isinstance(leaf, Attribute) else "key"


def _group(kind: str, leaves: Sequence[Any]) -> IndexedLeaves | RangeLeaves | TextLeaves:
    if kind in RANGES:
        return RangeLeaves(leaves)
    if kind == "text":
        return TextLeaves(leaves)
    return IndexedLeaves([_words(kind, leaf) for leaf in leaves])


def _words(kind: str, leaf: Any) -> list[Hashable]:
    if kind == "key":
        return [leaf.pk]
    if kind == "attribute":
        return [(leaf.name, value) for value in leaf.values]
    return [value.casefold() if kind == "brand" else value for value in leaf.values]


_KINDS = ("key", "product", "brand", "category", "attribute", "text", *RANGES)
