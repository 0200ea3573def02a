"""Candidates of shoppers whose next step is known, and the judgement of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recdash.llm.types import LanguageModel
from recommendations.judging.lift import personal_lifts
from recommendations.judging.lists import Flags, JudgedList
from recommendations.judging.mix import Vector
from recommendations.judging.student import Reader, Shown, Student, teach

FOLDS = 2


@dataclass(frozen=True, slots=True)
class Case:
    """A shopper at a moment: what they had done, the candidates, and what they took afterwards."""

    likes: tuple[str, ...]  # as the language model reads them
    titles: tuple[str, ...]  # of the candidates
    reader: Reader
    shown: Shown
    history_length: int
    base: Vector
    new: Flags
    wanted: Flags
    missed: int = 0

    def judged(self, scores: Sequence[float] | Vector) -> JudgedList:
        """Return the list with these judgements."""
        return JudgedList(self.history_length, self.base, np.asarray(scores), self.new, self.wanted, self.missed)


def ask_model(model: LanguageModel, cases: Sequence[Case]) -> list[list[float]]:
    """Return the language model's lift of each candidate; zeros for a shopper who likes nothing."""
    asked = [position for position, case in enumerate(cases) if case.likes]
    results = [[0.0] * len(case.titles) for case in cases]
    lifts = personal_lifts(model, [cases[p].likes for p in asked], [cases[p].titles for p in asked])
    for position, row in zip(asked, lifts, strict=True):
        results[position] = row
    return results


def ask_student(student: Student, cases: Sequence[Case]) -> list[Vector]:
    """Return the student's guess of each candidate's lift."""
    return [student.judge(case.reader, case.shown) for case in cases]


def teach_student(cases: Sequence[Case], lifts: Sequence[Sequence[float]]) -> Student:
    """Return the student of these judgements."""
    return teach([(case.reader, case.shown) for case in cases], lifts)


def ask_other_students(cases: Sequence[Case], lifts: Sequence[Sequence[float]]) -> list[Vector]:
    """Return guesses of students that did not see the list: every list is judged by one taught on the other half."""
    results: list[Vector] = [np.zeros(0)] * len(cases)
    for fold in range(FOLDS):
        others = [position for position in range(len(cases)) if position % FOLDS != fold]
        student = teach_student([cases[p] for p in others], [lifts[p] for p in others])
        for position in range(fold, len(cases), FOLDS):
            results[position] = student.judge(cases[position].reader, cases[position].shown)
    return results
