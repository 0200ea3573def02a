"""How much likelier the language model finds a product for somebody with these likes than for anybody."""

from collections.abc import Sequence

from recdash.llm.prompts import load_prompt
from recdash.llm.structured import lift_scores
from recdash.llm.types import LanguageModel

PROMPT = load_prompt("personal_lift")
ANYBODY = PROMPT.render_body(likes="many things")
MOST_WORDS = 24  # read of a product: what follows dilutes the mean over its tokens
_OPTIONS_A_ROW = 32  # of one shopper in one forward pass


def personal_lifts(
    model: LanguageModel,
    likes: Sequence[Sequence[str]],
    products: Sequence[Sequence[str]],
    *,
    neutral: Sequence[str] = (ANYBODY,),
) -> list[list[float]]:
    """Return, per shopper and product text, the pointwise mutual information per token (nats) of product and likes.

    The mean log-probability of the text after "someone who likes …", less that after the `neutral` prompts: what is
    likely anyhow wins nothing. Shoppers are a batch, and all products of one share the reading of their likes.
    """
    rows = [(row, start) for row, texts in enumerate(products) for start in range(0, len(texts), _OPTIONS_A_ROW)]
    bodies = [PROMPT.render_body(likes=", ".join(mine)) for mine in likes]
    scores = lift_scores(
        model,
        [bodies[row] for row, _ in rows],
        [[head(text) for text in products[row][start : start + _OPTIONS_A_ROW]] for row, start in rows],
        purpose=PROMPT.purpose,
        prefix=PROMPT.prefix,
        neutral_prompts=neutral,
    )
    results: list[list[float]] = [[] for _ in products]
    for (row, _), part in zip(rows, scores, strict=True):
        results[row] += part
    return results


def head(text: str) -> str:
    """Return the first words of a product's text, as the model reads them; never empty."""
    return " ".join(text.split()[:MOST_WORDS]) or "-"
