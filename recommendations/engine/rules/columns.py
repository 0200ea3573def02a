"""What conditions read of candidates, a column each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Nothing: frozenset[Any] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One place an item in each column; columns that no rule of the release reads may be empty."""

    pk: Sequence[int]
    item_id: Sequence[str] = ()
    brand: Sequence[str] = ()
    category: Sequence[int] = ()  # key, 0 where there is none
    price: Floats = field(default_factory=lambda: np.zeros(0))  # nan where unknown
    currency: Sequence[str] = ()
    stock: Floats = field(default_factory=lambda: np.zeros(0))  # nan where not counted
    age_days: Floats = field(default_factory=lambda: np.zeros(0))
    margin: Floats = field(default_factory=lambda: np.zeros(0))  # part of the price after cost; nan where unknown
    attributes: Sequence[frozenset[tuple[str, str]]] = ()  # (name, normalised value)
    title: Sequence[str] = ()  # of all languages, one a line
    above: Mapping[int, frozenset[str]] = field(default_factory=dict)  # category → its slug and those above it

    def __len__(self) -> int:
        return len(self.pk)
