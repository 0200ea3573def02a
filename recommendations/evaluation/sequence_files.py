"""Reads the files of `evaluate`: who took what in which order, the items' texts, and keys to tell steps apart by."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


class SequenceFileError(ValueError):
    """A file does not say what it should; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class SequenceSet:
    """Sequences over items 0 … n - 1. The numbers come from a hash of the names, so that their order says nothing."""

    users: list[str]
    items: list[str]  # name of each item number
    sequences: list[list[int]]


def read_sequences(path: Path) -> SequenceSet:
    """Read lines `<user> <item> <item> …`, oldest first; raise SequenceFileError for a user without items."""
    users, rows = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        user, *items = line.split()[:1] + line.split()[1:] if line.split() else [""]
        if not items and user:
            raise SequenceFileError(f"{path}, line {number}: user {user} has no items.")
        if items:
            users.append(user)
            rows.append(items)
    return numbered(users, rows)


def numbered(users: list[str], rows: Sequence[Sequence[str]]) -> SequenceSet:
    """Return the users' rows of item names as a set."""
    names = sorted({item for row in rows for item in row}, key=_without_meaning)
    position = {name: number for number, name in enumerate(names)}
    return SequenceSet(users, names, [[position[name] for name in row] for row in rows])


def read_pairs(path: Path) -> dict[str, str]:
    """Read lines `<name> <rest of the line>`, parted by blanks or a tab; a name alone has an empty rest."""
    parted = (line.split(maxsplit=1) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {parts[0]: parts[1].strip() if len(parts) > 1 else "" for parts in parted}


def item_texts(items: Sequence[str], texts: Mapping[str, str], keys: Mapping[str, str] | None) -> list[str]:
    """Return the text of each item, "" where there is none; `keys` says by what name the texts know an item."""
    return [texts.get(keys.get(item, "") if keys else item, "") for item in items]


def order_ranks(items: Sequence[str], keys: Mapping[str, str]) -> NDArray[np.int64]:
    """Return the rank of each item's key, numbers as numbers and otherwise as text; -1 for an item without key.

    For telling up-steps from down-steps in a report, never for a model.
    """
    known = [keys[item] for item in items if item in keys]
    as_number = all(key.isascii() and key.isdigit() for key in known)
    order = {key: rank for rank, key in enumerate(sorted(set(known), key=int if as_number else str))}
    return np.array([order[keys[item]] if item in keys else -1 for item in items], dtype=np.int64)


def _without_meaning(name: str) -> str:
    return hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()
