"""Next-item regression from words: what follows items whose texts say this."""

from dataclasses import dataclass

import numpy as np
from scipy import linalg

from recommendations.training.linear.matrices import CSR, history_matrix, prefix_matrices
from recommendations.training.recommender import FloatMatrix, Histories, Progress, Recommender, TrainingData, silent


@dataclass(frozen=True, slots=True)
class WordRidgeConfig:
    """Strength of the ridge, and how a history is read, in training and in scoring alike."""

    ridge: float = 5.0
    decay: float = 0.7
    longest: int = 30
    backward: float = 0.3  # weight of the reversed sequences
    most_weights: int = 200_000_000  # words times items; in larger catalogs the rarest words are left out


class WordRidge(Recommender):
    """Ridge regression from the decayed words of the items before a step to the item at it.

    Few items have the company that item-to-item weights need; nearly all share words with items that do. Without
    words, every score is 0.
    """

    name = "word_ridge"

    def __init__(self, config: WordRidgeConfig | None = None) -> None:
        self.config = config or WordRidgeConfig()
        self._words: CSR | None = None

    def fit(self, data: TrainingData, progress: Progress = silent) -> None:
        self._n_items = data.n_items
        self._words = None if data.words is None else data.words[:, : self.config.most_weights // data.n_items]
        if self._words is None:
            return
        gram, target = self._products(data.sequences, self._words)
        if self.config.backward:
            gram_back, target_back = self._products([row[::-1] for row in data.sequences], self._words)
            gram += gram_back * np.float32(self.config.backward)
            target += target_back * np.float32(self.config.backward)
        gram.flat[:: len(gram) + 1] += np.float32(self.config.ridge)
        self.weights: FloatMatrix = linalg.solve(gram, target, assume_a="pos", overwrite_a=True, overwrite_b=True)

    def _products(self, sequences: Histories, words: CSR) -> tuple[FloatMatrix, FloatMatrix]:
        """Return words by words, and words by the items that follow, both dense."""
        before, after = prefix_matrices(sequences, self._n_items, self.config.decay, self.config.longest)
        said = (before @ words).tocsr()  # (n_positions, n_words)
        return (said.T @ said).toarray().astype(np.float32), (said.T @ after).toarray().astype(np.float32)

    def scores(self, histories: Histories) -> FloatMatrix:
        if self._words is None:
            return np.zeros((len(histories), self._n_items), dtype=np.float32)
        read = history_matrix(histories, self._n_items, self.config.decay, self.config.longest)
        return np.asarray((read @ self._words) @ self.weights, dtype=np.float32)
