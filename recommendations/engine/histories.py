"""What a user did, step by step, as training and serving both read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

EVENT_TYPES = ("view", "click", "like", "cart", "purchase")  # from the weakest sign of interest to the strongest
_NUMBERS = {name: number for number, name in enumerate(EVENT_TYPES)}


@dataclass(frozen=True, slots=True)
class Step:
    """One event with one item, by its key; the type is one of EVENT_TYPES."""

    item: int
    type: str
    occurred_at: datetime


def condensed(steps: Iterable[Step]) -> list[Step]:
    """Return the steps, oldest first, with repeats of one item in a row as one: its first moment, its strongest type.

    Who looks at a product, puts it into the cart and buys it has gone one step, not three.
    """
    kept: list[Step] = []
    for step in steps:
        if kept and kept[-1].item == step.item:
            strongest = max(kept[-1].type, step.type, key=_NUMBERS.__getitem__)
            kept[-1] = Step(step.item, strongest, kept[-1].occurred_at)
        else:
            kept.append(step)
    return kept


def type_numbers(steps: Sequence[Step]) -> list[int]:
    """Return the number of each step's type in EVENT_TYPES."""
    return [_NUMBERS[step.type] for step in steps]


def gaps_days(steps: Sequence[Step]) -> list[float]:
    """Return the days since the step before, 0 for the first."""
    pairs = pairwise(step.occurred_at for step in steps)
    return [0.0, *((after - before).total_seconds() / 86_400 for before, after in pairs)][: len(steps)]
