"""Chooses what a new shopper is asked about: wanted by many, and unlike each other."""

import numpy as np
from numpy.typing import NDArray

LEAST_WANTED = 0.5  # what the least popular product counts against the most popular one


def diverse_picks(popularity: NDArray[np.float64], vectors: NDArray[np.float32], k: int) -> list[int]:
    """Return the places of `k` items, or of all, the first the most popular; ties by place.

    Each further one is the item of greatest distance to the nearest that is chosen already, weighed by popularity
    (0–1), so that k answers tell as much as they can (greedy farthest-first traversal). `vectors` (n, width) have
    length 1; rows of zeros are as far from all.
    """
    weights = LEAST_WANTED + (1 - LEAST_WANTED) * popularity
    left = np.ones(len(popularity), dtype=bool)
    distance = np.ones(len(popularity))
    picks: list[int] = []
    while left.any() and len(picks) < k:
        pick = int(np.argmax(np.where(left, weights * distance, -1.0)))
        picks.append(pick)
        left[pick] = False
        distance = np.minimum(distance, 1.0 - np.clip(vectors @ vectors[pick], -1.0, 1.0))
    return picks
