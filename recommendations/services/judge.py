"""Learns the judge of a store from its own history, keeps it beside a model version, and measures it."""

from pathlib import Path
from typing import Any

from django.conf import settings

from catalog.services.engines import language_model, text_encoder
from recommendations.evaluation.judge_files import RerankFolder, questions
from recommendations.evaluation.judge_folder_cases import FolderCases
from recommendations.evaluation.judge_trial import Trial, run_trial
from recommendations.judging.cases import Case
from recommendations.judging.lift import lift_prompt
from recommendations.models import Judge, ModelVersion
from recommendations.services.judge_cases import cases_between
from recommendations.services.judge_window import moments

MOST = 400  # shoppers that a judge is learned from
FEWEST = 20  # cases: half of them teach the students that judge the other half
VALIDATION, TEST = 0.8, 0.9  # shares of all that was taken, before which neither and only the test is unseen


def judge_learn_current() -> Judge | None:
    """Learn the judge of the version in use; None where there is none, or too little history."""
    version = ModelVersion.objects.filter(active=True).first()
    return judge_learn(version) if version else None


def judge_learn(version: ModelVersion, *, most: int = MOST, seed: int = 0) -> Judge | None:
    """Learn student and routers from the last fifth of the history, and store them; None where that is too little."""
    validation = _shop_cases(VALIDATION, None, most=most, seed=seed)
    if len(validation) < FEWEST:
        return None
    model = language_model()
    trial = run_trial(model, validation, [], seed=seed)
    learned: Judge = Judge.objects.update_or_create(
        model_version=version,
        defaults={
            "language_model": model.name,
            "prompt_version": lift_prompt().version,
            "encoder": settings.RECDASH_TEXT_ENCODER,
            "student": trial.student.as_dict(),
            "model_router": trial.model_router.as_dict(),
            "student_router": trial.student_router.as_dict(),
            "report": trial.report,
        },
    )[0]
    return learned


def judge_evaluate_shop(*, most: int = MOST, seed: int = 0) -> dict[str, Any]:
    """Learn from what was taken between two moments, and measure on what was taken after the later one.

    Raises ValueError where the history gives fewer than ten lists to learn from.
    """
    validation = _shop_cases(VALIDATION, TEST, most=most, seed=seed)
    return run_trial(language_model(), validation, _shop_cases(TEST, None, most=most, seed=seed), seed=seed).report


def judge_evaluate_folder(folder: Path, *, most: int = MOST, seed: int = 0) -> dict[str, Any]:
    """Learn on the validation steps of a re-ranking folder and measure on its test steps, `most` of each."""
    return _folder_trial(folder, most=most, seed=seed).report


def _folder_trial(folder: Path, *, most: int, seed: int) -> Trial:
    read = RerankFolder.read(folder)
    maker = FolderCases(read, text_encoder())
    validation = maker.cases(questions(read.valid, len(read.titles), most=most, seed=seed), choose_mix=True)
    test = maker.cases(questions(read.test, len(read.titles), most=most, seed=seed + 1))
    return run_trial(language_model(), validation, test, seed=seed)


def _shop_cases(start: float, end: float | None, *, most: int, seed: int) -> list[Case]:
    found = moments(start, *([] if end is None else [end]))
    if not found:
        return []
    return cases_between(found[0], found[1] if end is not None else None, most=most, seed=seed)
