"""Ask the language model whether a shopper would want a product: how much the likes raise the odds of "yes"."""

from collections.abc import Sequence

import numpy as np

from recdash.llm.prompts import load_prompt
from recdash.llm.types import LanguageModel
from recommendations.judging.lift import head
from recommendations.judging.mix import Vector

ANSWERS = ("Yes", "No")
ANYTHING = "many things"


def want_scores(
    model: LanguageModel, likes: Sequence[Sequence[str]], products: Sequence[Sequence[str]]
) -> list[list[float]]:
    """Return, per shopper and product text, the log-odds of "yes" with these likes less those with none in particular.

    The likes are the prefix of a call, so they are read once for all products of a shopper. The question costs a
    forward pass of its own for each product: several times what `personal_lifts` costs.
    """
    distinct = list(dict.fromkeys(text for texts in products for text in texts))
    anybody = dict(zip(distinct, _odds(model, ANYTHING, distinct), strict=True))
    results = []
    for mine, texts in zip(likes, products, strict=True):
        odds = _odds(model, ", ".join(mine), texts)
        results.append([float(own - anybody[text]) for own, text in zip(odds, texts, strict=True)])
    return results


def _odds(model: LanguageModel, likes: str, texts: Sequence[str]) -> Vector:
    """Return log p(yes) - log p(no) for each text."""
    if not texts:
        return np.zeros(0)
    prompt = load_prompt("personal_want")
    scores = model.choose(
        [prompt.render_body(title=head(text)) for text in texts],
        [ANSWERS] * len(texts),
        purpose=prompt.purpose,
        prefix=prompt.render_prefix(likes=likes),
    )
    odds: Vector = np.array([yes - no for yes, no in scores])
    return odds
