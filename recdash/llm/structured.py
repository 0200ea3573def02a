"""Structured answers: a value per question out of given ones, with a confidence."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recdash.llm.types import LanguageModel, Purpose

_OPTIONS_A_ROW = 32  # a longer row costs more in attention than a second reading of its prompt


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
    2021, "Calibrate before use"). A dozen prompts about varied other items calibrate better than one empty prompt.
    Without neutral prompts the scores are those of `model.choose`.
    """
    scores = model.choose(prompts, options, purpose=purpose, prefix=prefix)
    if not neutral_prompts:
        return scores
    distinct = list(dict.fromkeys(option for row in options for option in row))
    priors = _priors(model, distinct, purpose=purpose, prefix=prefix, neutral_prompts=neutral_prompts)
    return [
        [score - priors[option] for option, score in zip(options_row, row, strict=True)]
        for options_row, row in zip(options, scores, strict=True)
    ]


def _priors(
    model: LanguageModel, options: Sequence[str], *, purpose: Purpose, prefix: str, neutral_prompts: Sequence[str]
) -> dict[str, float]:
    """Return the mean score of each option over the neutral prompts, each option scored once a prompt."""
    chunks = [options[start : start + _OPTIONS_A_ROW] for start in range(0, len(options), _OPTIONS_A_ROW)]
    prompts = [prompt for prompt in neutral_prompts for _ in chunks]
    rows = model.choose(prompts, chunks * len(neutral_prompts), purpose=purpose, prefix=prefix) if chunks else []
    flat = np.array([score for row in rows for score in row]).reshape(len(neutral_prompts), len(options))
    return dict(zip(options, flat.mean(axis=0).tolist(), strict=True))


def _read_answer(question: Question, scores: np.ndarray) -> Answer:
    if not question.options:
        return Answer(question.name, "", 0.0, ())
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    best = int(shares.argmax())
    confidences = tuple(float(share) for share in shares)
    return Answer(question.name, question.options[best], confidences[best], confidences)
