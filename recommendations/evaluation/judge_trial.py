"""Learn student and routers on validation cases, and see on test cases what they are worth, and what they cost."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from recdash.llm.sink import set_sink
from recdash.llm.types import CallRecord, LanguageModel
from recommendations.evaluation.judge_report import bucket_rows, overall
from recommendations.judging.cases import (
    Case,
    ask_model,
    ask_other_students,
    ask_student,
    teach_student,
)
from recommendations.judging.learning import learn_router
from recommendations.judging.lists import JudgedList
from recommendations.judging.mix import standardise
from recommendations.judging.router import Router
from recommendations.judging.student import Student

PER = 1000  # shoppers that costs are told for


@dataclass(frozen=True, slots=True)
class Trial:
    """What was learned, and the report of it."""

    student: Student
    model_router: Router
    student_router: Router
    report: dict[str, Any]


def run_trial(model: LanguageModel, validation: Sequence[Case], test: Sequence[Case], *, seed: int = 0) -> Trial:
    """Learn on `validation` and measure on `test`, which may be empty; raise ValueError for under ten cases.

    The student's router is learned from guesses of students that did not see the list in question.
    """
    with _recorded() as calls:
        lifts = ask_model(model, validation)
    student = teach_student(validation, lifts)
    guesses = ask_other_students(validation, lifts)
    asked, guessed = _lists(validation, lifts), _lists(validation, guesses)
    model_router, student_router = learn_router(asked, seed=seed), learn_router(guessed, seed=seed)
    report: dict[str, Any] = {
        "model": model.name,
        "validation": _part(asked, guessed, model_router, student_router, seed),
        "student_agreement": _agreement(guesses, lifts),
        "cost": _cost(calls, len(validation)),
    }
    if test:
        asked = _lists(test, ask_model(model, test))
        guessed, seconds = _timed_guesses(student, test)
        report["test"] = _part(asked, guessed, model_router, student_router, seed)
        report["cost"]["student_ms"] = round(seconds * 1000 / len(test) * PER, 1)
    return Trial(student, model_router, student_router, report)


def _part(
    asked: Sequence[JudgedList], guessed: Sequence[JudgedList], model: Router, student: Router, seed: int
) -> dict[str, Any]:
    return {
        "model": {**overall(asked, model, seed=seed), "rows": bucket_rows(asked, model, seed=seed)},
        "student": {**overall(guessed, student, seed=seed), "rows": bucket_rows(guessed, student, seed=seed)},
    }


def _lists(cases: Sequence[Case], scores: Sequence[Any]) -> list[JudgedList]:
    return [case.judged(row) for case, row in zip(cases, scores, strict=True)]


def _timed_guesses(student: Student, cases: Sequence[Case]) -> tuple[list[JudgedList], float]:
    started = time.perf_counter()
    guesses = ask_student(student, cases)
    return _lists(cases, guesses), time.perf_counter() - started


def _agreement(guesses: Sequence[Any], lifts: Sequence[Any]) -> float:
    """Return the mean correlation, list by list, of unseen guesses and judgements."""
    pairs = [(standardise(guess), standardise(lift)) for guess, lift in zip(guesses, lifts, strict=True)]
    return round(float(np.mean([(guess * lift).mean() for guess, lift in pairs])), 4)


def _cost(calls: Sequence[CallRecord], shoppers: int) -> dict[str, float]:
    """Return milliseconds, prompts and tokens per 1,000 shoppers, the priors of their products included."""
    share = PER / max(1, shoppers)
    return {
        "milliseconds": round(sum(call.milliseconds for call in calls) * share),
        "calls": round(sum(call.inputs for call in calls) * share),
        "tokens": round(sum(call.tokens_in + call.tokens_out for call in calls) * share),
    }


@contextmanager
def _recorded() -> Iterator[list[CallRecord]]:
    """Collect the records of the calls made meanwhile, and hand them on."""
    kept: list[CallRecord] = []

    def keep(record: CallRecord) -> None:
        kept.append(record)
        previous(record)

    previous = set_sink(keep)
    try:
        yield kept
    finally:
        set_sink(previous)
