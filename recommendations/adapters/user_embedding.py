"""The user embedding, made at request time from the latest events."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommendations.adapters.scope import array, rows
from recommendations.adapters.text_vectors import numbers
from recommendations.engine.histories import Step, condensed, gaps_days, type_numbers
from recommendations.engine.sequence import user_embedding
from recommendations.services.model_artefacts import sequence_weights

MOST_STEPS = 50
EMBEDDINGS = (
    "SELECT product_id, embedding FROM recommendations_itemembedding WHERE product_id = ANY(%(keys)s::bigint[])"
)


def embed(version_pk: int | None, latest_first: Sequence[Step]) -> str | None:
    """Return the embedding after these steps as the text of a vector, None where there is no model or no history.

    A last 1 stands for the bias of the items, so that the inner product with an item embedding is the score.
    """
    weights = sequence_weights(version_pk) if version_pk is not None and latest_first else None
    if weights is None:
        return None
    vectors = _embeddings({step.item for step in latest_first})
    steps = condensed(step for step in reversed(latest_first) if step.item in vectors)[-MOST_STEPS:]
    if not steps:
        return None
    history = np.stack([vectors[step.item] for step in steps])
    user = user_embedding(weights, history, event_types=type_numbers(steps), gaps_days=gaps_days(steps))
    return f"[{','.join(f'{value:.6g}' for value in user.tolist())},1]"


def _embeddings(products: set[int]) -> dict[int, NDArray[np.float32]]:
    found = rows(EMBEDDINGS, {"keys": array(sorted(products))})
    return {pk: numbers(packed)[:-1] for pk, packed in found}
