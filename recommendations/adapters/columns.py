"""Columns instead of rows: arrays of numbers as Postgres sends them in binary, read without an object for each."""

import struct
from typing import Any, Self

import numpy as np
import psycopg
from numpy.typing import NDArray
from psycopg.adapt import Loader
from psycopg.pq import Format

_HEADER = struct.Struct("!iiIii")  # dimensions, whether there are nulls, type, length, first index
_TYPES = {"int8": ">i8", "float8": ">f8"}


class ColumnCursor(psycopg.Cursor[tuple[Any, ...]]):
    """A cursor that keeps its query prepared, and returns arrays of bigint and double precision as numpy columns."""

    prepared = True

    def execute(self, query: Any, params: Any = None, **_: Any) -> Self:
        for name, loader in _LOADERS.items():
            self.adapters.register_loader(self.adapters.types[name].array_oid, loader)
        return super().execute(query, params, prepare=self.prepared, binary=True)


class PlannedCursor(ColumnCursor):
    """The same for a query whose best plan depends on its parameters."""

    prepared = False


class _Column(Loader):
    """Reads an array of one dimension. It must hold no null: a null has no place of its own in what is sent."""

    format = Format.BINARY
    kind = ""

    def load(self, data: Any) -> NDArray[Any]:
        """Return the numbers, shape (n,). Raises ValueError where there is a null or a second dimension."""
        if len(data) < _HEADER.size:
            return np.zeros(0, dtype=self.kind[1:])
        dimensions, nulls, _, length, _ = _HEADER.unpack_from(data)
        if nulls or dimensions != 1:
            raise ValueError("A column of numbers must be one array without nulls.")
        cells = np.frombuffer(data, dtype=[("size", ">i4"), ("value", self.kind)], count=length, offset=_HEADER.size)
        return cells["value"].astype(self.kind[1:])


_LOADERS = {name: type(f"_{name}", (_Column,), {"kind": kind}) for name, kind in _TYPES.items()}


class Places:
    """Where each of some keys stands in a table whose rows have an order of their own."""

    def __init__(self, keys: NDArray[np.int64]) -> None:
        self.order = np.argsort(keys)
        self.sorted = keys[self.order]

    def rows(self, keys: NDArray[np.int64] | None) -> NDArray[np.int64]:
        """Return the row of each key, -1 for a key that has none."""
        if keys is None or not len(keys) or not len(self.sorted):
            return np.full(0 if keys is None else len(keys), -1)
        at = np.minimum(np.searchsorted(self.sorted, keys), len(self.sorted) - 1)
        return np.where(self.sorted[at] == keys, self.order[at], -1)

    def column(self, keys: NDArray[np.int64] | None, values: NDArray[Any] | None, fill: float) -> NDArray[np.float64]:
        """Return the value of each row, (n,); `fill` for a row whose key is not told. None: nothing is told."""
        column = np.full(len(self.sorted), fill, dtype=np.float64)
        if keys is not None and values is not None:
            rows = self.rows(keys)
            column[rows[rows >= 0]] = values[rows >= 0]
        return column
