"""Item embeddings as they are stored: a vector and a bias, so that one inner product is the score."""

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.sequence import FloatArray, Weights, item_vectors


def item_embeddings(weights: Weights, content: FloatArray, known: NDArray[np.int64]) -> FloatArray:
    """Return (n, d + 1): an item's vector and its bias, for the items whose number in training is `known`, else -1.

    An item that training does not know has the usual bias of one that it does.
    """
    vectors = item_vectors(weights, content, known)
    bias = weights["bias"]
    usual = np.float32(np.median(bias)) if len(bias) else np.float32(0)
    biases = np.where(known >= 0, bias[known], usual)
    return np.hstack([vectors, biases[:, None]]).astype(np.float32)
