"""EASE: every item regressed on all others, in closed form."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from recommendations.training.linear.blocks import bounded_gram
from recommendations.training.linear.matrices import CSR, history_matrix, linear_scores
from recommendations.training.linear.solving import DENSE_UP_TO, local_regression, regularised_inverse
from recommendations.training.recommender import FloatMatrix, Histories, Progress, Recommender, TrainingData, silent


@dataclass(frozen=True, slots=True)
class EaseConfig:
    """Strength of the ridge, and how a history is read."""

    ridge: float = 250.0
    decay: float = 0.6  # weight of a step back, in the history that is scored
    longest: int = 50
    dense_up_to: int = DENSE_UP_TO  # items; beyond, each item is regressed on its `most` nearest only
    most: int = 100


class Ease(Recommender):
    """Embarrassingly shallow autoencoder (Steck 2019) with a decayed history."""

    name = "ease"

    def __init__(self, config: EaseConfig | None = None) -> None:
        self.config = config or EaseConfig()
        self.weights: FloatMatrix | CSR

    def fit(self, data: TrainingData, progress: Progress = silent) -> None:
        users = history_matrix(data.sequences, data.n_items, decay=1.0, longest=10**9)
        users.data[:] = 1.0
        gram = bounded_gram(users, at_least=self.config.most)
        dense = data.n_items <= self.config.dense_up_to
        self.weights = self._dense(gram) if dense else self._local(gram)
        self._n_items = data.n_items

    def scores(self, histories: Histories) -> FloatMatrix:
        matrix = history_matrix(histories, self._n_items, self.config.decay, self.config.longest)
        return linear_scores(matrix, self.weights)

    def _dense(self, gram: CSR) -> FloatMatrix:
        weights = regularised_inverse(gram, self.config.ridge)
        weights /= -np.diag(weights).copy()[None, :]
        np.fill_diagonal(weights, 0.0)
        return np.ascontiguousarray(weights)

    def _local(self, gram: CSR) -> CSR:
        others = (gram - sparse.diags(gram.diagonal())).tocsr()
        others.eliminate_zeros()
        return local_regression(gram, others, self.config.ridge, self.config.most)
