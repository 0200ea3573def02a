"""The language model's say in a shopper's interests: it weighs the proposed tags, and can add none."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recdash.llm.prompts import Prompt, load_prompt
from recdash.llm.structured import lift_scores
from recdash.llm.types import LanguageModel
from users.interests.types import Tag

MOST_ACTIONS = 6


@dataclass(frozen=True, slots=True)
class History:
    """What the model reads of a shopper: actions in words, latest first, and the candidate tags."""

    actions: tuple[str, ...]
    tags: tuple[Tag, ...]

    @property
    def grounded(self) -> tuple[Tag, ...]:
        """The candidates that rest on events; the model is offered no others."""
        return tuple(tag for tag in self.tags if tag.evidence)


def tag_prompt() -> Prompt:
    """Return the prompt in the version that the release in force uses."""
    return load_prompt("interest_tag")


def judge(
    model: LanguageModel,
    histories: Sequence[History],
    *,
    nobody: Sequence[Sequence[str]] = (),
    trust: float = 0.15,
) -> list[list[Tag]]:
    """Return each shopper's tags re-weighted: measured strength to the power 1 − trust, times the model's share.

    The model chooses among grounded candidates, so a wild answer can shift weights but invent nothing; a candidate
    without events is left out. What it would answer after the actions of `nobody` in particular is taken out of its
    scores, since it likes some words anyhow; where these stay the same, it is asked for them once.
    """
    prompt = tag_prompt()
    asked = [history for history in histories if len(history.grounded) > 1]
    scores = iter(
        lift_scores(
            model,
            [_body(prompt, history.actions) for history in asked],
            [[tag.label for tag in history.grounded] for history in asked],
            purpose=prompt.purpose,
            prefix=prompt.prefix,
            neutral_prompts=[_body(prompt, actions) for actions in nobody],
        )
    )
    return [
        _weighed(history.grounded, next(scores), trust) if len(history.grounded) > 1 else list(history.grounded)
        for history in histories
    ]


def _body(prompt: Prompt, actions: Sequence[str]) -> str:
    return prompt.render_body(actions="; ".join(actions[:MOST_ACTIONS]))


def _weighed(tags: Sequence[Tag], scores: Sequence[float], trust: float) -> list[Tag]:
    best = max(scores)
    weights = [
        tag.weight ** (1 - trust) * math.exp(score - best) ** trust for tag, score in zip(tags, scores, strict=True)
    ]
    heaviest = max(weights)
    judged = [replace(tag, weight=weight / heaviest) for tag, weight in zip(tags, weights, strict=True)]
    return sorted(judged, key=lambda tag: -tag.weight)
