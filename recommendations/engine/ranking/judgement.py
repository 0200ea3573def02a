"""Adds the language model's judgement to the scores of the best candidates, as its router weighs it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.types import Candidate
from recommendations.judging.apply import judge_contributions
from recommendations.judging.router import Weights

NAME = "llm"
JUDGED = 20  # best candidates that a judgement may reorder, as many as the router was learned on
NEW_DAYS = 30.0  # an item younger than this is new to the router
Guess = Callable[[Sequence[Candidate]], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What judgements are worth for this user, and who guesses them where none is stored."""

    weights: Weights
    guess: Guess | None = None


def judged(
    candidates: Sequence[Candidate], base: NDArray[np.float64], judgement: Judgement | None
) -> NDArray[np.float64]:
    """Return what the judgement adds to each base score, 0 or more; 0 for all but the best candidates."""
    added = np.zeros(len(base))
    if judgement is None or judgement.weights.off:
        return added
    best = sorted(range(len(base)), key=lambda row: (-base[row], candidates[row].item.item_id))[:JUDGED]
    some = [candidates[row] for row in best]
    stored = np.array([one.sources.get(NAME, np.nan) for one in some])
    scores = judgement.guess(some) if judgement.guess is not None else stored
    new = np.array([one.age_days < NEW_DAYS for one in some], dtype=bool)
    added[best] = judge_contributions(base[best], scores, new, judgement.weights)
    return added
