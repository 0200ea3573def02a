"""What rules do to the candidates before any is placed: who may not be shown, and what changes their scores."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.rules.book import AtWork, Moves, Rule
from recommendations.engine.rules.columns import Columns
from recommendations.engine.rules.leaves import Flags
from recommendations.engine.types import Factor

Floats = NDArray[np.float64]


class Moved(NamedTuple):
    """What boosts and buries add to one item's score: the keys of the rules, and a factor of each."""

    by: tuple[int, ...] = ()
    factors: tuple[Factor, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """Rules at work on candidates; all arrays have a place for each candidate."""

    kept_out: dict[int, int]  # item → key of the rule that hides it, or of the include-only that it fails
    moves: Moves  # boosts and buries
    moving: Flags  # (n_moves, n): which items each of them means
    shares: tuple[tuple[Rule, frozenset[int]], ...]  # with the items that count
    limits: tuple[tuple[Rule, dict[int, Hashable]], ...]  # with each item's group; an item without one is free

    def added(self, base: Floats) -> Floats:
        """Return (n,): what boosts and buries add to each score."""
        moves = self.moves
        if not moves.places:
            return np.zeros(len(base))
        added: Floats = moves.of_own @ self.moving * base + moves.of_best @ self.moving * base.max(initial=0.0)
        return added

    def moved(self, rows: Sequence[int], base: Floats) -> list[Moved]:
        """Return what is added to the score of each item that has one of these rows."""
        best = float(base.max(initial=0.0))
        return [self._moved(row, float(base[row]), best) for row in rows]

    def _moved(self, row: int, own: float, best: float) -> Moved:
        keys, told = self.moves.keys, self.moves.told
        by, factors = [], []
        for at in self.moving[:, row].nonzero()[0].tolist():
            name, weight, relative = told[at]
            if against := best if relative else own:
                by.append(keys[at])
                factors.append(Factor(name, against, weight))
        return Moved(tuple(by), tuple(factors))


def effects_of(work: AtWork, columns: Columns) -> Effects:
    """Apply conditions to candidates."""
    rules, masks, rows = work.rules, work.masks(columns), work.by_kind
    pks = list(columns.pk)
    moves = work.moves
    return Effects(
        kept_out=_kept_out(rules, masks, pks, rows),
        moves=moves,
        moving=masks[moves.places] if moves.places else np.zeros((0, len(columns)), dtype=bool),
        shares=tuple(
            (rules[at], frozenset(pks[row] for row in np.flatnonzero(masks[at]).tolist()))
            for at in rows.get("share", [])
        ),
        limits=tuple((rules[at], _groups(rules[at], masks[at], columns)) for at in rows.get("diversity_limit", [])),
    )


def _kept_out(rules: Sequence[Rule], masks: Flags, pks: Sequence[int], rows: Mapping[str, list[int]]) -> dict[int, int]:
    """Return who may not be shown, each with the first rule that says so: hide before include-only."""
    found: dict[int, int] = {}
    for kind, opposite in (("include_only", True), ("hide", False)):
        numbers = rows.get(kind, [])
        if not numbers:
            continue
        out = ~masks[numbers] if opposite else masks[numbers]
        for row in np.flatnonzero(out.any(axis=0)).tolist():
            found[pks[row]] = rules[numbers[int(out[:, row].argmax())]].key
    return found


def _groups(rule: Rule, mask: Flags, columns: Columns) -> dict[int, Hashable]:
    """Return the group of each item that the limit means and that has one."""
    group = _grouping(rule.per, columns)
    found = {columns.pk[row]: group(row) for row in np.flatnonzero(mask).tolist()}
    return {pk: name for pk, name in found.items() if name is not None}


def _grouping(per: str, columns: Columns) -> Callable[[int], Hashable | None]:
    kind, _, name = per.partition(":")
    if kind == "brand":
        return lambda row: columns.brand[row].casefold() or None
    if kind == "category":
        return lambda row: int(columns.category[row]) or None
    if kind == "price_band":
        return lambda row: price_band(float(columns.price[row]))
    return lambda row: next((value for own, value in sorted(columns.attributes[row]) if own == name), None)


def price_band(price: float) -> int | None:
    """Return the band of a price: each reaches to twice its beginning; None where it is unknown or free."""
    return int(np.floor(np.log2(price))) if price > 0 else None
