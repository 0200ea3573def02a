"""Brings two people's edits together: of one thing by field, of a release by rule."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Merged:
    """Fields of one thing: those that both kept or only one changed, and those that both changed otherwise."""

    values: dict[str, object]
    clashes: dict[str, tuple[object, object]]  # field → (theirs, mine)


def merge_fields(base: Values, theirs: Values, mine: Values) -> Merged:
    """Return mine over theirs, field by field, from what both started with; of a clash, mine stands in `values`."""
    values: dict[str, object] = {}
    clashes: dict[str, tuple[object, object]] = {}
    for name, my_value in mine.items():
        started, their_value = base.get(name), theirs.get(name)
        if my_value == started:
            values[name] = their_value
            continue
        values[name] = my_value
        if their_value not in (started, my_value):
            clashes[name] = (their_value, my_value)
    return Merged(values, clashes)


@dataclass(frozen=True, slots=True)
class TakenOver(Generic[Key]):
    """What a draft has to do to hold what went live since it began: put these in, take these out; or ask."""

    put: dict[Key, Values]
    drop: frozenset[Key]
    clashes: frozenset[Key]  # changed there and here


def take_over(base: Mapping[Key, Values], live: Mapping[Key, Values], mine: Mapping[Key, Values]) -> TakenOver[Key]:
    """Compare three sets of things by their keys; equal values count as unchanged, and absence is a value too."""
    put: dict[Key, Values] = {}
    drop: set[Key] = set()
    clashes: set[Key] = set()
    for key in {*base, *live}:
        before, now, own = base.get(key), live.get(key), mine.get(key)
        if now in (before, own):
            continue
        if own != before:
            clashes.add(key)
        elif now is None:
            drop.add(key)
        else:
            put[key] = now
    return TakenOver(put, frozenset(drop), frozenset(clashes))
