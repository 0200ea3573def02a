"""Turns sequences into padded batches of steps to predict."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.sequence import gap_buckets
from recommendations.training.recommender import Histories


@dataclass(frozen=True, slots=True)
class Batch:
    """Some histories side by side, oldest first, padded at the end; all arrays (n_users, longest)."""

    items: NDArray[np.int64]  # 0 where padded
    real: NDArray[np.bool_]
    targets: NDArray[np.int64]  # the item after each position; 0 where padded
    event_types: NDArray[np.int64] | None = None
    gaps: NDArray[np.int64] | None = None  # buckets


@dataclass(frozen=True, slots=True)
class Sequences:
    """Sequences with what is known of their events, cut to the longest that the network reads."""

    items: list[NDArray[np.int64]]
    event_types: list[NDArray[np.int64]] | None = None
    gaps: list[NDArray[np.int64]] | None = None  # buckets

    def __len__(self) -> int:
        return len(self.items)


def cut_sequences(
    items: Histories,
    event_types: Sequence[Sequence[int]] | None,
    gaps_days: Sequence[Sequence[float]] | None,
    longest: int,
) -> Sequences:
    """Return the `longest` latest events of each sequence."""
    return Sequences(
        [np.array(row[-longest:], dtype=np.int64) for row in items],
        [np.array(row[-longest:], dtype=np.int64) for row in event_types] if event_types is not None else None,
        [gap_buckets(np.array(row[-longest:], dtype=float)) for row in gaps_days] if gaps_days is not None else None,
    )


def epoch_batches(lengths: NDArray[np.int64], size: int, generator: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """Yield positions of sequences in random batches of about one length each, so that little is padding."""
    order = np.argsort(lengths + generator.uniform(0, 2, len(lengths)))
    batches = np.array_split(order, max(1, round(len(order) / size)))
    for number in generator.permutation(len(batches)):
        yield batches[number]


def training_batch(sequences: Sequences, chosen: NDArray[np.int64], backwards: NDArray[np.bool_]) -> Batch:
    """Return the steps of the chosen sequences: all but the last item as input, all but the first as targets."""
    turned = [-1 if back else 1 for back in backwards]
    items = [sequences.items[at][::turn] for at, turn in zip(chosen, turned, strict=True)]
    return Batch(
        items=_padded([row[:-1] for row in items]),
        real=_real([len(row) - 1 for row in items]),
        targets=_padded([row[1:] for row in items]),
        event_types=_side(sequences.event_types, chosen, turned, drop_last=True),
        gaps=_side(sequences.gaps, chosen, turned, drop_last=True),
    )


def history_batch(sequences: Sequences, chosen: NDArray[np.int64]) -> Batch:
    """Return whole histories, whose last real position predicts what comes next."""
    items = [sequences.items[at] for at in chosen]
    straight = [1] * len(chosen)
    return Batch(
        items=_padded(items),
        real=_real([len(row) for row in items]),
        targets=_padded([np.zeros(len(row), dtype=np.int64) for row in items]),
        event_types=_side(sequences.event_types, chosen, straight, drop_last=False),
        gaps=_side(sequences.gaps, chosen, straight, drop_last=False),
    )


def _side(
    rows: list[NDArray[np.int64]] | None, chosen: NDArray[np.int64], turned: list[int], *, drop_last: bool
) -> NDArray[np.int64] | None:
    if rows is None:
        return None
    picked = [rows[at][::turn] for at, turn in zip(chosen, turned, strict=True)]
    return _padded([row[:-1] if drop_last else row for row in picked])


def _padded(rows: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    table = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for line, row in enumerate(rows):
        table[line, : len(row)] = row
    return table


def _real(lengths: Sequence[int]) -> NDArray[np.bool_]:
    return np.arange(max(lengths))[None, :] < np.array(lengths)[:, None]
