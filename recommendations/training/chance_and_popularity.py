"""The two recommenders that know no user: chance, and what everybody takes."""

import numpy as np

from recommendations.training.recommender import (
    FloatMatrix,
    Histories,
    Progress,
    Recommender,
    TrainingData,
    silent,
)


class RandomRecommender(Recommender):
    """A different order of all items for every history; deterministic for a seed and a call."""

    name = "random"

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed
        self._n_items = 0

    def fit(self, data: TrainingData, progress: Progress = silent) -> None:
        self._n_items = data.n_items
        self._generator = np.random.default_rng(self._seed)

    def scores(self, histories: Histories) -> FloatMatrix:
        return self._generator.random((len(histories), self._n_items), dtype=np.float32)


class PopularityRecommender(Recommender):
    """How often an item occurs in all sequences."""

    name = "popularity"

    def fit(self, data: TrainingData, progress: Progress = silent) -> None:
        self._counts = item_counts(data.sequences, data.n_items)

    def scores(self, histories: Histories) -> FloatMatrix:
        return np.tile(self._counts, (len(histories), 1))


def item_counts(sequences: Histories, n_items: int) -> FloatMatrix:
    """Return how often each item occurs; (n_items,)."""
    flat = [item for sequence in sequences for item in sequence]
    return np.bincount(np.array(flat, dtype=np.int64), minlength=n_items).astype(np.float32)
