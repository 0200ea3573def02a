"""The evaluation over files of sequences: which models are fitted to what, and the report of all of them."""

import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation.report import Ground, differences, figures
from recommendations.evaluation.runner import Outcome, Scorer, ask
from recommendations.evaluation.splits import Split, refit_sequences
from recommendations.training.chance_and_popularity import item_counts
from recommendations.training.recommender import FloatMatrix, Progress, Recommender, TrainingData, silent

OURS = "recdash"
Row = tuple[dict[str, Any], Outcome]
Report = Callable[[Mapping[str, Any]], None]  # takes each row as soon as it is there


@dataclass(frozen=True, slots=True)
class Question:
    """Data and protocol of one evaluation."""

    split: Split
    sequences: Sequence[Sequence[int]]  # whole, for the refit
    n_items: int
    content: FloatMatrix | None = None
    order: NDArray[np.int64] | None = None
    words: Any = None  # sparse (n_items, n_words)
    seed: int = 0

    @property
    def training(self) -> TrainingData:
        """What models are fitted to and choose on."""
        return TrainingData(self.split.train, self.n_items, self.content, self.split.held_out, words=self.words)

    @property
    def all_but_test(self) -> TrainingData:
        """What a model is fitted to anew once everything is chosen."""
        return TrainingData(refit_sequences(self.sequences), self.n_items, self.content, words=self.words)

    @property
    def ground(self) -> Ground:
        """What the rows of the report have in common."""
        counts = item_counts(self.split.train, self.n_items)
        return Ground(self.split.histories, np.array(self.split.targets), counts, self.content, self.order)


@dataclass(frozen=True, slots=True)
class Entrant:
    """A model of the report; `parts` of a fitted model may be told as rows of their own without another fit."""

    model: Recommender
    parts: Callable[[], Mapping[str, Recommender]] = dict
    refit: bool = True  # whether it is also fitted to all but the test items


def evaluate(
    question: Question,
    entrants: Sequence[Entrant],
    *,
    refit: bool = True,
    report: Report = lambda _: None,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Fit every entrant to the training part alone, ask it once, and return `{rows, peak_memory_mb}`.

    With `refit`, every entrant is then fitted to all but the test items as well and asked again; those rows are
    marked `fit: refit`, since published tables do not do so. Rows of recdash carry the paired differences.
    """
    rows, outcomes = [], {}
    for fit in ("train", "refit") if refit else ("train",):
        for entrant in (one for one in entrants if one.refit or fit == "train"):
            for row, outcome in _entered(question, entrant, fit, progress):
                outcomes[row["model"], fit] = outcome
                rows.append(row)
                report(row)
    for row in rows:
        if row["model"] == OURS:
            ours = outcomes[OURS, row["fit"]]
            others = {name: found for (name, fit), found in outcomes.items() if fit == row["fit"] and name != OURS}
            row["ndcg_at_10_ahead_of"] = differences(ours, others, seed=question.seed)
    return {"rows": rows, "users": len(question.split.users), "peak_memory_mb": peak_memory_mb()}


def peak_memory_mb() -> float:
    """Return the largest resident memory of this process so far."""
    unit = 1024 if sys.platform != "darwin" else 1024**2
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)


def _entered(
    question: Question, entrant: Entrant, fit: str, progress: Progress
) -> list[tuple[dict[str, Any], Outcome]]:
    started = time.perf_counter()
    if fit == "train":
        entrant.model.fit(question.training, progress)
    else:
        entrant.model.refit(question.all_but_test, progress)
    seconds = time.perf_counter() - started
    found = [_row(question, entrant.model.name, fit, entrant.model.scores, seconds)]
    for name, part in entrant.parts().items():
        found.append(_row(question, name, fit, part.scores, None))
    return found


def _row(question: Question, name: str, fit: str, scores: Scorer, seconds: float | None) -> Row:
    outcome = ask(scores, question.split.histories, question.split.targets)
    row = {"model": name, "fit": fit, **figures(outcome, question.ground, seed=question.seed)}
    if seconds is not None:  # a part of another model was fitted within its time
        row["seconds"] = round(seconds, 1)
    row["scoring_seconds"] = round(outcome.seconds, 1)
    return row, outcome
