"""Keeps places of a list for new items, which nobody can choose before they have been shown."""

import math
from collections.abc import Sequence

from recommendations.engine.types import Scored


def with_new_items(
    ranked: Sequence[Scored], new: Sequence[Scored], share: float, length: int
) -> tuple[list[Scored], frozenset[int]]:
    """Return the list with at least `share` (0–1) of its first `length` items new, and the keys of those moved up.

    `new` are the new items, best first. With a share of .1 that is one by rank 10 and two by rank 20; where ranking
    itself brought as many, nothing moves. A place goes to the new item that suits this user best, so the list stays
    the same for the same data.
    """
    fresh = {row.item.pk for row in new}
    left = list(ranked)
    waiting = list(new)
    placed: list[Scored] = []
    moved: set[int] = set()
    while len(placed) < length and (left or waiting):
        due = math.floor((len(placed) + 1) * share + 1e-9)
        have = sum(row.item.pk in fresh for row in placed)
        if waiting and have < due and (not left or left[0].item.pk not in fresh):
            row = waiting[0]
            moved.add(row.item.pk)
        elif left:
            row = left[0]
        else:
            break
        placed.append(row)
        left = [other for other in left if other.item.pk != row.item.pk]
        waiting = [other for other in waiting if other.item.pk != row.item.pk]
    return placed + left, frozenset(moved)
