"""Ask the language model to choose, corrected for what it would have said without reading anything.

A small model prefers some answers whatever the question. Subtracting the score an option gets for an empty
product leaves what the text itself adds (contextual calibration, Zhao et al. 2021).
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recdash.llm.prompts import Prompt
from recdash.llm.types import LanguageModel

_KEPT = 20_000
_NOTHING = "a product"


@dataclass(frozen=True, slots=True)
class Question:
    """One text, what is asked about it, and the allowed answers."""

    text: str
    options: tuple[str, ...]
    about: str = ""  # the function, where the prompt asks for one


class Chooser:
    """Answers questions with a language model; the same question is put to it once."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self._answers: OrderedDict[tuple[str, str, str, Question], list[float]] = OrderedDict()

    def ask(self, prompt: Prompt, questions: Sequence[Question], **shared: str) -> list[list[float]]:
        """Return, per question, the probabilities of its options after calibration; they sum to 1."""
        if not questions:
            return []
        empty = [Question(_NOTHING, question.options, question.about) for question in questions]
        scores = self._scores(prompt, [*questions, *empty], shared)
        pairs = zip(scores[: len(questions)], scores[len(questions) :], strict=True)
        return [_softmax(np.array(told) - np.array(untold)) for told, untold in pairs]

    def _scores(self, prompt: Prompt, questions: Sequence[Question], shared: dict[str, str]) -> list[list[float]]:
        prefix = prompt.render_prefix(**shared)
        keys = [(prompt.id, prompt.version, prefix, question) for question in questions]
        fresh = list(dict.fromkeys(key for key in keys if key not in self._answers))
        if fresh:
            bodies = [prompt.render_body(text=key[3].text, function=key[3].about, **shared) for key in fresh]
            options = [key[3].options for key in fresh]
            answers = self.model.choose(bodies, options, purpose=prompt.purpose, prefix=prefix)
            self._answers.update(zip(fresh, answers, strict=True))
        results = [self._answers[key] for key in keys]
        while len(self._answers) > _KEPT:
            self._answers.popitem(last=False)
        return results


def one_line(text: str, most: int) -> str:
    """Return a text as one line of at most `most` characters, cut at a word, safe to stand in a prompt."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    return flat[:most].rsplit(" ", 1)[0] if " " in flat[:most] else flat[:most]


def _softmax(scores: np.ndarray) -> list[float]:
    exponents = np.exp(scores - scores.max())
    return [float(value) for value in exponents / exponents.sum()]
