"""Which part of the data a model may learn from, and which part it is asked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

Part = Literal["valid", "test"]
SHORTEST = 3  # items of a user who is asked about: one to learn, one to choose on, one to test


@dataclass(frozen=True, slots=True)
class Split:
    """Histories to learn from and, for each asked user, the history they are asked with and what came next."""

    train: list[list[int]]
    held_out: list[int]  # item that follows each sequence of `train` in the validation, -1 for none
    histories: list[list[int]]  # of the asked users
    targets: list[int]
    users: list[int]  # positions of the asked users in the input


def leave_last_out(sequences: Sequence[Sequence[int]], part: Part = "test") -> Split:
    """Ask for the last item ("test") or the last but one ("valid"); learn from all before the last two.

    At test the history is all but the last item, though the last but one is never learned from (Kang and
    McAuley 2018). Users with fewer than three items are learned from and not asked about.
    """
    asked = [user for user, sequence in enumerate(sequences) if len(sequence) >= SHORTEST]
    train = [list(sequence[:-2]) if len(sequence) >= SHORTEST else list(sequence) for sequence in sequences]
    held_out = [sequence[-2] if len(sequence) >= SHORTEST else -1 for sequence in sequences]
    back = 2 if part == "valid" else 1
    return Split(
        train=train,
        held_out=held_out,
        histories=[list(sequences[user][:-back]) for user in asked],
        targets=[sequences[user][-back] for user in asked],
        users=asked,
    )


def refit_sequences(sequences: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return what a model that was chosen on the validation may be fitted to anew: all but the test items."""
    return [list(sequence[:-1]) if len(sequence) >= SHORTEST else list(sequence) for sequence in sequences]


def global_temporal(sequences: Sequence[Sequence[int]], times: Sequence[Sequence[float]], share: float = 0.1) -> Split:
    """Ask for the first item after one moment for all users, so that nothing later is learned from.

    `times` grow within a user; the moment leaves `share` of all events after it. The held-out item is a user's
    last before the moment, where at least two are; it is not in `train`. Users with nothing before or nothing
    after the moment are not asked about.
    """
    flat = np.sort(np.concatenate([np.asarray(row, dtype=float) for row in times]))
    moment = flat[min(len(flat) - 1, int(len(flat) * (1 - share)))]
    cuts = [int(np.searchsorted(np.asarray(row, dtype=float), moment)) for row in times]
    asked = [user for user, cut in enumerate(cuts) if 0 < cut < len(sequences[user])]
    before = [list(sequence[:cut]) for sequence, cut in zip(sequences, cuts, strict=True)]
    return Split(
        train=[row[:-1] if len(row) > 1 else row for row in before],
        held_out=[row[-1] if len(row) > 1 else -1 for row in before],
        histories=[before[user] for user in asked],
        targets=[sequences[user][cuts[user]] for user in asked],
        users=asked,
    )


def random_split(
    sequences: Sequence[Sequence[int]], share: float = 0.25, seed: int = 0
) -> tuple[list[list[int]], list[list[int]]]:
    """Return (kept, asked) items of each user: a random `share` of them is asked for, order kept."""
    generator = np.random.default_rng(seed)
    kept, asked = [], []
    for sequence in sequences:
        chosen = set(generator.permutation(len(sequence))[: round(len(sequence) * share)].tolist())
        kept.append([item for at, item in enumerate(sequence) if at not in chosen])
        asked.append([item for at, item in enumerate(sequence) if at in chosen])
    return kept, asked
