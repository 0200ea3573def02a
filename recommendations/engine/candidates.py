"""Candidates as columns: a list has some hundred of them, and an object for each costs more than ranking them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.types import Item

SOURCES = ("interest", "sequence", "together", "popular", "new")  # the columns of `Candidates.scores`
Key = tuple[str, str, str]  # (kind, name, normalised value) of a feature, and of the interest that asks for it
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Texts = NDArray[np.object_]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What a source's scores rest on: `words[at[row]]`, and nothing where that is -1."""

    words: Sequence[str]
    at: Integers

    def of(self, row: int) -> str:
        """Return the words of one row."""
        return self.words[self.at[row]] if self.at[row] >= 0 else ""


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Items with all that ranking and rules read of them; every column has a place for each, shape (n,) or (n, …).

    Rows stand in the order of `item_id`, so that a stable sort by score breaks ties by it. No vector is ever in here.
    """

    pk: Integers
    item_id: Texts
    brand: Texts  # "" where there is none
    category: Integers  # key of the category, 0 where there is none
    price: Floats  # nan where unknown
    stock: Floats  # pieces, nan where not counted
    age_days: Floats  # since it came into the shop
    scores: Floats  # (n, len(SOURCES)), 0–1
    judged: Floats  # stored judgement of the language model, 0–1; nan where there is none
    matches: Flags  # (n, len(tags)): whether the item has that feature
    tags: Sequence[Key] = ()  # features that the shopper's profile asks for
    grounds: Mapping[str, Ground] = field(default_factory=dict)  # source → what its scores rest on

    def __len__(self) -> int:
        return len(self.pk)

    def take(self, rows: Any) -> Self:
        """Return these rows (indexes in rising order, or flags) as candidates of their own."""
        columns = {one.name: getattr(self, one.name) for one in fields(self)}
        some = {name: column[rows] for name, column in columns.items() if isinstance(column, np.ndarray)}
        grounds = {source: Ground(ground.words, ground.at[rows]) for source, ground in self.grounds.items()}
        return type(self)(**{**columns, **some, "grounds": grounds})

    def rows_of(self, pks: Sequence[int]) -> list[int]:
        """Return the rows of these keys, in their order; keys that are no candidates are left out."""
        places = {pk: row for row, pk in enumerate(self.pk.tolist())}
        return [places[pk] for pk in pks if pk in places]

    def item(self, row: int) -> Item:
        """Return one row as an item, with the matching features and its brand."""
        price = float(self.price[row])
        brand = str(self.brand[row])
        matching = [self.tags[column] for column in np.flatnonzero(self.matches[row]).tolist()]
        return Item(
            pk=int(self.pk[row]),
            item_id=str(self.item_id[row]),
            brand=brand,
            price=None if np.isnan(price) else price,
            features=frozenset((*matching, ("brand", "brand", brand))),
        )
