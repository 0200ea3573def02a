"""Turn the questions of a re-ranking folder into cases, with a base score that knows no language model."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from recdash.llm.types import FloatMatrix, TextEncoder
from recommendations.evaluation.judge_files import Question, RerankFolder
from recommendations.judging.cases import Case
from recommendations.judging.lists import ndcg
from recommendations.judging.mix import Vector, standardise
from recommendations.judging.student import Reader, Shown
from recommendations.training.linear.item_knn import DecayedItemKNN
from recommendations.training.recommender import TrainingData

LIKES = 8  # latest titles that the model reads
READ = 20  # latest items that the encoder's profile rests on
KEPT_PER_STEP = 0.85
NEW_BELOW = 5  # interactions in training
MIXES = tuple((popular, similar) for popular in (0.0, 0.3, 0.6, 1.0, 1.5) for similar in (0.0, 0.3, 0.6, 1.0, 1.5))


class FolderCases:
    """Fits the base to the histories of `valid`, and chooses its mix on the questions about their next items."""

    def __init__(self, folder: RerankFolder, encoder: TextEncoder) -> None:
        self._folder = folder
        self._encoder = encoder
        histories = [step.history for step in folder.valid]
        self._neighbours = DecayedItemKNN()
        self._neighbours.fit(TrainingData(histories, len(folder.titles)))
        counts = np.bincount([item for history in histories for item in history], minlength=len(folder.titles))
        self._counts: NDArray[np.int64] = counts
        self._mix = (0.0, 0.0)

    def cases(self, questions: Sequence[Question], *, choose_mix: bool = False) -> list[Case]:
        """Return a case for each question; with `choose_mix` the base is first tuned to these very questions."""
        vectors = self._vectors(questions)
        parts = [self._parts(question, vectors) for question in questions]
        wanted = [np.array([item == q.target for item in q.candidates], dtype=bool) for q in questions]
        cases = [self._case(*row, vectors) for row in zip(questions, wanted, strict=True)]
        if choose_mix:
            self._mix = max(MIXES, key=lambda mix: _quality(cases, parts, mix))
        return [_with_base(case, part, self._mix) for case, part in zip(cases, parts, strict=True)]

    def _case(self, question: Question, wanted: NDArray[np.bool_], vectors: dict[int, Vector]) -> Case:
        candidates = list(question.candidates)
        titles = self._folder.titles
        return Case(
            likes=tuple(titles[item] for item in question.history[::-1] if titles[item])[:LIKES],
            titles=tuple(titles[item] for item in candidates),
            reader=_reader(question.history, vectors),
            shown=Shown.of_vectors(_rows(candidates, vectors)),
            history_length=len(question.history),
            base=np.zeros(len(candidates)),
            new=self._counts[candidates] < NEW_BELOW,
            wanted=wanted,
        )

    def _parts(self, question: Question, vectors: dict[int, Vector]) -> tuple[Vector, Vector, Vector]:
        """Return standardised neighbourhood, popularity and text similarity of the candidates."""
        candidates = list(question.candidates)
        near = self._neighbours.scores([question.history])[0][candidates]
        popular = np.log1p(self._counts[candidates])
        reader = _reader(question.history, vectors)
        similar = _rows(candidates, vectors) @ (reader.weights @ reader.vectors)
        return standardise(near), standardise(popular), standardise(similar)

    def _vectors(self, questions: Sequence[Question]) -> dict[int, Vector]:
        items = sorted({item for q in questions for item in (*q.history[-READ:], *q.candidates)})
        rows = self._encoder.encode([self._folder.titles[item] for item in items])
        return dict(zip(items, rows, strict=True))


def _reader(history: Sequence[int], vectors: dict[int, Vector]) -> Reader:
    latest = list(history[-READ:])[::-1]
    return Reader(_rows(latest, vectors), KEPT_PER_STEP ** np.arange(len(latest), dtype=np.float64))


def _rows(items: Sequence[int], vectors: dict[int, Vector]) -> FloatMatrix:
    return np.array([vectors[item] for item in items], dtype=np.float32)


def _with_base(case: Case, parts: tuple[Vector, Vector, Vector], mix: tuple[float, float]) -> Case:
    near, popular, similar = parts
    base = near + mix[0] * popular + mix[1] * similar
    return replace(case, base=base)


def _quality(cases: Sequence[Case], parts: Sequence[tuple[Vector, Vector, Vector]], mix: tuple[float, float]) -> float:
    mixed = [_with_base(case, part, mix) for case, part in zip(cases, parts, strict=True)]
    return sum(ndcg(case.judged(np.zeros(len(case.base))), weight_old=0.0, weight_new=0.0) for case in mixed)
