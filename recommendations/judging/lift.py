"""How much likelier the language model finds a product for somebody with these likes than for anybody."""

from collections.abc import Iterable, Sequence
from weakref import WeakKeyDictionary

from recdash.llm.prompts import load_prompt
from recdash.llm.types import LanguageModel

PROMPT = load_prompt("personal_lift")
ANYBODY = PROMPT.render_body(likes="many things")
MOST_WORDS = 24  # read of a product: what follows dilutes the mean over its tokens
_OPTIONS_A_ROW = 32  # of one shopper in one forward pass
_KEPT_PRIORS = 100_000  # texts a model
_known_priors: WeakKeyDictionary[LanguageModel, dict[str, dict[str, float]]] = WeakKeyDictionary()


def personal_lifts(
    model: LanguageModel,
    likes: Sequence[Sequence[str]],
    products: Sequence[Sequence[str]],
    *,
    neutral: str = ANYBODY,
) -> list[list[float]]:
    """Return, per shopper and product text, the pointwise mutual information per token (nats) of product and likes.

    The mean log-probability of the text after "someone who likes …", less that after the `neutral` prompt: what is
    likely anyhow wins nothing. Shoppers are a batch, and all products of one share the reading of their likes. What a
    product is worth to anybody is computed once in the life of the model.
    """
    bodies = [PROMPT.render_body(likes=", ".join(mine)) for mine in likes]
    heads = [[head(text) for text in texts] for texts in products]
    scores = _scores(model, bodies, heads)
    priors = _priors(model, neutral, dict.fromkeys(text for texts in heads for text in texts))
    return [
        [score - priors[text] for text, score in zip(texts, row, strict=True)]
        for texts, row in zip(heads, scores, strict=True)
    ]


def _scores(model: LanguageModel, bodies: Sequence[str], options: Sequence[Sequence[str]]) -> list[list[float]]:
    """Return the mean log-probability per token of each option, long rows cut into several."""
    parts = [(row, start) for row, texts in enumerate(options) for start in range(0, len(texts), _OPTIONS_A_ROW)]
    found = model.choose(
        [bodies[row] for row, _ in parts],
        [options[row][start : start + _OPTIONS_A_ROW] for row, start in parts],
        purpose=PROMPT.purpose,
        prefix=PROMPT.prefix,
    )
    results: list[list[float]] = [[] for _ in options]
    for (row, _), part in zip(parts, found, strict=True):
        results[row] += part
    return results


def _priors(model: LanguageModel, neutral: str, texts: Iterable[str]) -> dict[str, float]:
    """Return the score of each text after the neutral prompt, asking only for what was not asked before."""
    known = _known_priors.setdefault(model, {}).setdefault(neutral, {})
    wanted = list(texts)
    missing = [text for text in wanted if text not in known]
    if len(known) + len(missing) > _KEPT_PRIORS:
        known.clear()
        missing = wanted
    if missing:
        known.update(zip(missing, _scores(model, [neutral], [missing])[0], strict=True))
    return known


def head(text: str) -> str:
    """Return the first words of a product's text, as the model reads them; never empty."""
    return " ".join(text.split()[:MOST_WORDS]) or "-"
