"""Keeps places of a list for new items, which nobody can choose before they have been shown."""

import math
from collections.abc import Sequence


def with_new_items(
    ranked: Sequence[int], new: Sequence[int], share: float, length: int
) -> tuple[list[int], frozenset[int]]:
    """Return the keys with at least `share` (0–1) of the first `length` new, and those that were moved up.

    `new` are the keys of new items, best first. With a share of .1 that is one by rank 10 and two by rank 20; where
    ranking itself brought as many, nothing moves. A place goes to the new item that suits this user best, so the list
    stays the same for the same data.
    """
    fresh = set(new)
    left = list(ranked)
    waiting = list(new)
    placed: list[int] = []
    have = 0
    moved: set[int] = set()
    while waiting and len(placed) < length:
        due = math.floor((len(placed) + 1) * share + 1e-9)
        if have < due and (not left or left[0] not in fresh):
            pk = waiting[0]
            moved.add(pk)
        elif left:
            pk = left[0]
        else:
            break
        placed.append(pk)
        have += pk in fresh
        left = [other for other in left if other != pk]
        waiting = [other for other in waiting if other != pk]
    return placed + left, frozenset(moved)
