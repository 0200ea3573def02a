"""Asks a fitted model for every user and keeps the rank of what they took next, and the list they would have seen."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation.metrics.next_item import target_ranks
from recommendations.training.recommender import FloatMatrix, Histories

CHUNK = 512  # users scored at once
LIST_LENGTH = 20
Scorer = Callable[[Histories], FloatMatrix]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one model did, user by user."""

    ranks: NDArray[np.int64]  # of the target among all items but those of the history, from 1
    lists: NDArray[np.int64]  # (n_users, LIST_LENGTH) items shown first
    seconds: float  # for scoring all users


def ask(scores: Scorer, histories: Histories, targets: Sequence[int], *, chunk: int = CHUNK) -> Outcome:
    """Rank all items that are not in the history for every user; a target in the history cannot be found.

    `scores` returns (n_users, n_items) for some histories; ties stand before the target.
    """
    started = time.perf_counter()
    ranks, lists = [], []
    for start in range(0, len(histories), chunk):
        some = histories[start : start + chunk]
        matrix = without_history(scores(some), some)
        ranks.append(target_ranks(matrix, np.asarray(targets[start : start + chunk])))
        lists.append(first_items(matrix, LIST_LENGTH))
    return Outcome(np.concatenate(ranks), np.concatenate(lists), time.perf_counter() - started)


def without_history(matrix: FloatMatrix, histories: Histories) -> FloatMatrix:
    """Return a copy in which no user's own items can be found."""
    users = np.repeat(np.arange(len(histories)), [len(history) for history in histories])
    items = np.array([item for history in histories for item in history], dtype=np.int64)
    cleared = np.array(matrix, dtype=np.float32)
    cleared[users, items] = -np.inf
    return cleared


def first_items(matrix: FloatMatrix, k: int) -> NDArray[np.int64]:
    """Return the k items of greatest score a row, best first."""
    k = min(k, matrix.shape[1])
    found = np.argpartition(-matrix, k - 1, axis=1)[:, :k]
    order = np.argsort(-np.take_along_axis(matrix, found, axis=1), axis=1, kind="stable")
    return np.take_along_axis(found, order, axis=1)
