"""Reads a folder of a re-ranking benchmark into cases for the judge: titles, histories, and who took what next.

The layout is that of LLMRank (Hou et al., ECIR 2024): `*.item`, `*.valid.inter.gz`, `*.test.inter.gz`.
"""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

CANDIDATES = 20
CUTS = (0, 2, 5)  # latest items kept of a history, in turn (0: all): the same shopper while still cold


@dataclass(frozen=True, slots=True)
class Step:
    """A user with their history, oldest first, and the item that followed."""

    history: tuple[int, ...]
    target: int
    user: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A step with candidates of which one is the target; their order tells nothing."""

    history: tuple[int, ...]
    candidates: tuple[int, ...]
    target: int


@dataclass(frozen=True, slots=True)
class RerankFolder:
    """Titles by item number, and the steps of both parts; the histories of `valid` are what may be learned from."""

    titles: list[str]
    valid: list[Step]
    test: list[Step]

    @classmethod
    def read(cls, folder: Path) -> "RerankFolder":
        """Read the folder; raise FileNotFoundError naming the file that is missing."""
        rows = (line.partition("\t") for line in _file(folder, "*.item").read_text("utf-8").splitlines()[1:])
        titles = {int(item): title.strip() for item, _, title in rows}
        return cls(
            [titles.get(item, "") for item in range(max(titles) + 1)],
            _steps(_file(folder, "*.valid.inter.gz")),
            _steps(_file(folder, "*.test.inter.gz")),
        )


def questions(steps: Sequence[Step], n_items: int, *, most: int, seed: int) -> list[Question]:
    """Return questions about `most` steps drawn at random: 19 random items that the user never took, and the target.

    Two thirds of the histories are cut to their last 2 or 5 items, by turns, so that cold shoppers occur.
    """
    generator = np.random.default_rng(seed)
    drawn = generator.permutation(len(steps))[:most]
    found = []
    for turn, position in enumerate(drawn):
        step = steps[position]
        others = _others(generator, n_items, {*step.history, step.target})
        candidates = generator.permutation([*others, step.target])
        kept = step.history[-CUTS[turn % len(CUTS)] :]
        found.append(Question(kept, tuple(int(item) for item in candidates), step.target))
    return found


def _others(generator: np.random.Generator, n_items: int, taken: set[int]) -> list[int]:
    draw: NDArray[np.int64] = generator.permutation(n_items)[: CANDIDATES + len(taken)]
    return [int(item) for item in draw if int(item) not in taken][: CANDIDATES - 1]


def _steps(path: Path) -> list[Step]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        rows = [line.rstrip("\n").split("\t") for line in stream][1:]
    return [Step(tuple(int(item) for item in history.split()), int(target), user) for user, history, target in rows]


def _file(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        raise FileNotFoundError(f"{folder} holds no {pattern}.")
    return found[0]
