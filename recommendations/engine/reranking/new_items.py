"""Keeps places of a list for new items, which nobody can choose before they have been shown."""

import math
from collections.abc import Container, Sequence


def with_new_items(
    ranked: Sequence[int], new: Sequence[int], share: float, length: int
) -> tuple[list[int], frozenset[int]]:
    """Return the keys with at least `share` (0–1) of the first `length` new, and those that were moved up.

    `new` are the keys of new items, best first. With a share of .1 that is one by rank 10 and two by rank 20; where
    ranking itself brought as many, nothing moves. A place goes to the new item that suits this user best, so the list
    stays the same for the same data.
    """
    fresh, taken, moved = set(new), set[int](), set[int]()
    placed: list[int] = []
    have = head = first = 0  # new ones placed; the places of the next in `ranked` and in `new`
    while len(placed) < length:
        head, first = _next(ranked, head, taken), _next(new, first, taken)
        if first == len(new):
            break
        due = math.floor((len(placed) + 1) * share + 1e-9)
        if have < due and (head == len(ranked) or ranked[head] not in fresh):
            pk = new[first]
            moved.add(pk)
        elif head < len(ranked):
            pk = ranked[head]
        else:
            break
        placed.append(pk)
        taken.add(pk)
        have += pk in fresh
    return placed + [pk for pk in ranked if pk not in taken], frozenset(moved)


def _next(keys: Sequence[int], at: int, taken: Container[int]) -> int:
    """Return the place of the first key from `at` on that is not taken; the length where there is none."""
    while at < len(keys) and keys[at] in taken:
        at += 1
    return at
