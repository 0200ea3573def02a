"""Finds for all conditions of a release at once which candidates they mean."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.rules.columns import Columns, Nothing
from recommendations.engine.rules.conditions import RANGES, All, AnyOf, Attribute, Condition, Not, OneOf, Range

Flags = NDArray[np.bool_]
Integers = NDArray[np.int64]
Words = tuple[Hashable, ...] | frozenset[Any]  # that one item has
Literals = list[tuple[Condition, bool]]  # leaves, each with whether it is negated
REMEMBERED = 20_000  # titles, or other words of items


class Remembered:
    """A column of flags for each thing ever asked about, found out once; begun anew when there are too many.

    All requests of a process share it, so only one at a time may look.
    """

    def __init__(self, count: int, column: Callable[[Any], Flags]) -> None:
        self._count = count
        self._column = column
        self._place: dict[Hashable, int] = {}
        self._rows = np.zeros((64, count), dtype=bool)
        self._lock = Lock()

    def columns(self, things: Sequence[Hashable]) -> Flags:
        """Return (count, n)."""
        with self._lock:
            if len(self._place) > REMEMBERED:
                self._place.clear()
            place = self._place
            rows = [place[thing] if thing in place else self._added(thing) for thing in things]
            flags: Flags = self._rows[rows]
        return flags.T

    def _added(self, thing: Hashable) -> int:
        at = self._place[thing] = len(self._place)
        if at == len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._rows[at] = self._column(thing)
        return at


class IndexedLeaves:
    """Leaves that ask for words which an item has: each word leads to the leaves that ask for it.

    Items that have the same words, such as a brand, are looked up once and remembered as a column.
    """

    def __init__(self, words: Sequence[Iterable[Hashable]]) -> None:
        """`words` are those that each leaf asks for."""
        self.count = len(words)
        index: dict[Hashable, list[int]] = {}
        for row, asked in enumerate(words):
            for word in asked:
                index.setdefault(word, []).append(row)
        self.index = index
        self._known = Remembered(self.count, self._column)

    def masks(self, having: Sequence[Words]) -> Flags:
        """Return (n_leaves, n_items), of the words that each item has."""
        return self._known.columns(having)

    def _column(self, words: Words) -> Flags:
        column = np.zeros(self.count, dtype=bool)
        for word in words:
            if word in self.index:
                column[self.index[word]] = True
        return column


class TextLeaves:
    """Leaves that look for words within a title; each title is read once and remembered as a column."""

    def __init__(self, leaves: Sequence[OneOf]) -> None:
        self.words = [sorted(value.casefold() for value in leaf.values) for leaf in leaves]
        self._known = Remembered(len(self.words), self._column)

    def masks(self, titles: Sequence[str]) -> Flags:
        """Return (n_leaves, n_titles)."""
        return self._known.columns(titles)

    def _column(self, title: str) -> Flags:
        folded = title.casefold()
        return np.array([any(word in folded for word in words) for words in self.words], dtype=bool)


class RangeLeaves:
    """Leaves that compare a number."""

    def __init__(self, leaves: Sequence[Range]) -> None:
        self.low = np.array([-np.inf if leaf.at_least is None else leaf.at_least for leaf in leaves])[:, None]
        self.high = np.array([np.inf if leaf.below is None else leaf.below for leaf in leaves])[:, None]
        self.currencies = sorted({leaf.currency for leaf in leaves} - {""})
        self.currency = np.array([self._code(leaf.currency) if leaf.currency else -1 for leaf in leaves])[:, None]

    def masks(self, numbers: NDArray[np.float64], currencies: Sequence[str] = ()) -> Flags:
        """Return (n_leaves, n_numbers); nan satisfies nothing."""
        row = numbers[None, :]
        flags: Flags = (row >= self.low) & (row < self.high)
        if self.currencies:
            codes = np.array([self._code(name) for name in currencies])[None, :]
            flags &= (self.currency == -1) | (codes == self.currency)
        return flags

    def _code(self, currency: str) -> int:
        return self.currencies.index(currency) if currency in self.currencies else len(self.currencies)


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
