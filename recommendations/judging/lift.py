"""How much likelier the language model finds a product for somebody with these likes than for anybody."""

from collections.abc import Sequence

from recdash.llm.prompts import load_prompt
from recdash.llm.structured import lift_scores
from recdash.llm.types import LanguageModel

PROMPT = load_prompt("personal_lift")
ANYBODY = PROMPT.render_body(likes="many things")
MOST_WORDS = 24  # read of a product: what follows dilutes the mean over its tokens


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
    return lift_scores(
        model,
        [PROMPT.render_body(likes=", ".join(mine)) for mine in likes],
        [[head(text) for text in texts] for texts in products],
        purpose=PROMPT.purpose,
        prefix=PROMPT.prefix,
        neutral_prompts=(neutral,),
    )


def head(text: str) -> str:
    """Return the first words of a product's text, as the model reads them; never empty."""
    return " ".join(text.split()[:MOST_WORDS]) or "-"
