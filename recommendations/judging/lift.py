"""How much likelier the language model finds a product for somebody with these likes than for anybody."""

from collections.abc import Sequence

from recdash.llm.prompts import Prompt, load_prompt
from recdash.llm.structured import lift_scores
from recdash.llm.types import LanguageModel

MOST_WORDS = 24  # read of a product: what follows dilutes the mean over its tokens


def lift_prompt() -> Prompt:
    """Return the prompt in the version that the release in force uses."""
    return load_prompt("personal_lift")


def anybody() -> str:
    """Return the prompt of a shopper with no likes in particular."""
    return lift_prompt().render_body(likes="many things")


def personal_lifts(
    model: LanguageModel,
    likes: Sequence[Sequence[str]],
    products: Sequence[Sequence[str]],
    *,
    neutral: str | None = None,
) -> list[list[float]]:
    """Return, per shopper and product text, the pointwise mutual information per token (nats) of product and likes.

    The mean log-probability of the text after "someone who likes …", less that after the `neutral` prompt (None:
    `anybody`): what is likely anyhow wins nothing. Shoppers are a batch, and all products of one share the reading of
    their likes. What a product is worth to anybody is computed once in the life of the model.
    """
    prompt = lift_prompt()
    return lift_scores(
        model,
        [prompt.render_body(likes=", ".join(mine)) for mine in likes],
        [[head(text) for text in texts] for texts in products],
        purpose=prompt.purpose,
        prefix=prompt.prefix,
        neutral_prompts=(anybody() if neutral is None else neutral,),
    )


def head(text: str) -> str:
    """Return the first words of a product's text, as the model reads them; never empty."""
    return " ".join(text.split()[:MOST_WORDS]) or "-"
