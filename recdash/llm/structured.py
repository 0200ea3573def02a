"""Structured answers: a value per question out of given ones, with a confidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from recdash.llm.types import LanguageModel, Purpose

_OPTIONS_A_ROW = 32  # a longer row costs more in attention than a second reading of its prompt
_KEPT_PRIORS = 100_000  # options a model and set of neutral prompts
_known_priors: WeakKeyDictionary[LanguageModel, dict[tuple[str, tuple[str, ...]], dict[str, float]]] = (
    WeakKeyDictionary()
)


@dataclass(frozen=True, slots=True)
class Question:
    """A prompt and the values its answer may have; `name` says which field the answer fills."""

    name: str
    prompt: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The likeliest value and its share among the options (0…1); `confidences` follow the options' order."""

    name: str
    value: str
    confidence: float
    confidences: tuple[float, ...]


def choose_values(
    model: LanguageModel,
    questions: Sequence[Question],
    *,
    purpose: Purpose,
    prefix: str = "",
    neutral_prompts: Sequence[str] = (),
    sharpness: float = 1.0,
) -> list[Answer]:
    """Answer each question with one of its options; a question without options gets value "" and confidence 0.

    Confidence is the softmax of the options' lifts (see `lift_scores`) times `sharpness`.
    """
    scores = lift_scores(
        model,
        [question.prompt for question in questions],
        [question.options for question in questions],
        purpose=purpose,
        prefix=prefix,
        neutral_prompts=neutral_prompts,
    )
    return [_read_answer(question, np.array(row) * sharpness) for question, row in zip(questions, scores, strict=True)]


def lift_scores(
    model: LanguageModel,
    prompts: Sequence[str],
    options: Sequence[Sequence[str]],
    *,
    purpose: Purpose,
    prefix: str = "",
    neutral_prompts: Sequence[str] = (),
) -> list[list[float]]:
    """Return how much likelier each option is after its prompt than after the mean of `neutral_prompts`.

    An option's score under prompts that say nothing in particular is its own popularity as a piece of text; taking it
    out keeps common or short options from winning (Holtzman et al., 2021, "Surface form competition"; Zhao et al.,
    2021, "Calibrate before use"). A few prompts about varied other items calibrate better than one empty prompt.
    What an option scores after the neutral prompts is asked once in the life of the model, so callers do well to keep
    them the same. Without neutral prompts the scores are those of `model.choose`.
    """
    scores = _scores(model, prompts, options, purpose=purpose, prefix=prefix)
    if not neutral_prompts:
        return scores
    distinct = list(dict.fromkeys(option for row in options for option in row))
    priors = _priors(model, distinct, purpose=purpose, prefix=prefix, neutral_prompts=tuple(neutral_prompts))
    return [
        [score - priors[option] for option, score in zip(options_row, row, strict=True)]
        for options_row, row in zip(options, scores, strict=True)
    ]


def _scores(
    model: LanguageModel, prompts: Sequence[str], options: Sequence[Sequence[str]], *, purpose: Purpose, prefix: str
) -> list[list[float]]:
    """Return the scores of `model.choose`, asked with long rows cut into several."""
    parts = [(row, start) for row, own in enumerate(options) for start in range(0, len(own), _OPTIONS_A_ROW)]
    if not parts:
        return [[] for _ in options]
    found = model.choose(
        [prompts[row] for row, _ in parts],
        [options[row][start : start + _OPTIONS_A_ROW] for row, start in parts],
        purpose=purpose,
        prefix=prefix,
    )
    results: list[list[float]] = [[] for _ in options]
    for (row, _), part in zip(parts, found, strict=True):
        results[row] += part
    return results


def _priors(
    model: LanguageModel, options: Sequence[str], *, purpose: Purpose, prefix: str, neutral_prompts: tuple[str, ...]
) -> dict[str, float]:
    """Return the mean score of each option over the neutral prompts, asking only for what was not asked before."""
    known = _known_priors.setdefault(model, {}).setdefault((prefix, neutral_prompts), {})
    missing = [option for option in options if option not in known]
    if len(known) + len(missing) > _KEPT_PRIORS:
        known.clear()
        missing = list(options)
    if missing:
        rows = _scores(model, neutral_prompts, [missing] * len(neutral_prompts), purpose=purpose, prefix=prefix)
        known.update(zip(missing, np.mean(rows, axis=0).tolist(), strict=True))
    return known


def _read_answer(question: Question, scores: np.ndarray) -> Answer:
    if not question.options:
        return Answer(question.name, "", 0.0, ())
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    best = int(shares.argmax())
    confidences = tuple(float(share) for share in shares)
    return Answer(question.name, question.options[best], confidences[best], confidences)
