"""How unlike the items of one list are."""

import numpy as np
from numpy.typing import NDArray

Lists = NDArray[np.int64]  # (n_users, k) item numbers


def intra_list_diversity(lists: Lists, vectors: NDArray[np.float32]) -> float:
    """Return the mean cosine distance between two items of a list, then over lists; 0 = all alike, at most 2.

    `vectors` (n_items, width) have length 1 or 0 (Ziegler et al. 2005). 0 for lists of fewer than two items.
    """
    places = lists.shape[1] if lists.size else 0
    if places < 2:
        return 0.0
    sums = np.stack([vectors[row].sum(axis=0) for row in lists])
    squares = np.array([(vectors[row] ** 2).sum() for row in lists])
    similarity = ((sums**2).sum(axis=1) - squares) / (places * (places - 1))  # all pairs without the diagonal
    return float(1 - similarity.mean())
