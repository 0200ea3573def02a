"""Lists of candidates with exactly one right item: as a benchmark drew them, and drawn anew the same way."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation.judge_files import CANDIDATES, RerankFolder, Step

_SOURCE = "*.random"  # the candidates of the published tables: items drawn at random


@dataclass(frozen=True, slots=True)
class CandidateLists:
    """Histories, oldest first, and what is to be ranked after each; column 0 holds the item that came next."""

    histories: list[list[int]]
    candidates: NDArray[np.int64]  # (n_lists, CANDIDATES)

    def __len__(self) -> int:
        return len(self.histories)


@dataclass(frozen=True, slots=True)
class RerankSet:
    """A folder over items whose numbers say nothing; in the files they follow the users, which would tell targets."""

    titles: list[str]
    train: list[list[int]]  # histories of the validation part
    held_out: list[int]  # the item after each of them
    test: CandidateLists

    @classmethod
    def read(cls, folder: Path) -> "RerankSet":
        """Read the folder; raise FileNotFoundError for a file that is missing, ValueError for lists that do not fit."""
        read = RerankFolder.read(folder)
        number = np.random.default_rng(len(read.titles)).permutation(len(read.titles))
        titles = [""] * len(number)
        for item, title in enumerate(read.titles):
            titles[number[item]] = title
        return cls(
            titles,
            [number[list(step.history)].tolist() for step in read.valid],
            [int(number[step.target]) for step in read.valid],
            _renumbered(published_lists(folder, read.test), number),
        )


def published_lists(folder: Path, steps: Sequence[Step]) -> CandidateLists:
    """Return for each user of the folder's random lists: the target, and the first 19 of the list without it."""
    paths = sorted(folder.glob(_SOURCE))
    if not paths:
        raise FileNotFoundError(f"{folder} holds no {_SOURCE}.")
    of_user = {step.user: step for step in steps}
    histories, rows = [], []
    for line in paths[0].read_text(encoding="utf-8").splitlines():
        user, _, drawn = line.partition("\t")
        if user not in of_user:
            raise ValueError(f"{paths[0].name} asks for user {user}, who is not in the test part.")
        step = of_user[user]
        others = [int(item) for item in drawn.split() if int(item) != step.target][: CANDIDATES - 1]
        if len(others) < CANDIDATES - 1:
            raise ValueError(f"{paths[0].name} has fewer than {CANDIDATES - 1} candidates for user {user}.")
        histories.append(list(step.history))
        rows.append([step.target, *others])
    return CandidateLists(histories, np.array(rows, dtype=np.int64))


def drawn_lists(
    histories: Sequence[Sequence[int]], targets: Sequence[int], n_items: int, *, most: int, seed: int
) -> CandidateLists:
    """Return lists for `most` users drawn at random: the target, and 19 random items that the user never took."""
    generator = np.random.default_rng(seed)
    chosen = generator.permutation(len(histories))[:most]
    rows = []
    for user in chosen:
        taken = {*histories[user], targets[user]}
        drawn = generator.choice(n_items, min(n_items, CANDIDATES + len(taken)), replace=False).tolist()
        rows.append([targets[user], *[item for item in drawn if item not in taken][: CANDIDATES - 1]])
    return CandidateLists([list(histories[user]) for user in chosen], np.array(rows, dtype=np.int64))


def _renumbered(lists: CandidateLists, number: NDArray[np.int64]) -> CandidateLists:
    return CandidateLists([number[history].tolist() for history in lists.histories], number[lists.candidates])
