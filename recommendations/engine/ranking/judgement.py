"""Adds the language model's judgement to the scores of the best candidates, as its router weighs it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.candidates import Candidates, Floats
from recommendations.judging.apply import judge_contributions
from recommendations.judging.router import Weights

NAME = "llm"
JUDGED = 20  # best candidates that a judgement may reorder, as many as the router was learned on
NEW_DAYS = 30.0  # an item younger than this is new to the router
Guess = Callable[[Candidates], Floats]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What judgements are worth for this user, and who guesses them where none is stored."""

    weights: Weights
    guess: Guess | None = None


def judged(candidates: Candidates, base: Floats, rows: NDArray[np.int64], judgement: Judgement | None) -> Floats:
    """Return what the judgement adds to each base score (n,), 0 or more; 0 for all but the best of `rows`."""
    added = np.zeros(len(base))
    if judgement is None or judgement.weights.off or not len(rows):
        return added
    best = np.sort(rows[np.argsort(-base[rows], kind="stable")[:JUDGED]])
    some = candidates.take(best)
    scores = judgement.guess(some) if judgement.guess is not None else some.judged
    added[best] = judge_contributions(base[best], scores, some.age_days < NEW_DAYS, judgement.weights)
    return added
