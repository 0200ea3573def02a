"""The leaves of conditions, by what they read: each finds for all leaves of its kind at once which items they mean."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.rules.conditions import OneOf, Range

Flags = NDArray[np.bool_]
Words = tuple[Hashable, ...] | frozenset[Any]  # that one item has
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
        at, column = len(self._place), self._column(thing)
        if at >= len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._rows[at] = column
        self._place[thing] = at
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
