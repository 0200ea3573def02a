"""Next-item regression: what follows a decayed history, in closed form."""

from dataclasses import dataclass

import numpy as np

from recommendations.training.linear.blocks import bounded_gram, bounded_product
from recommendations.training.linear.matrices import CSR, history_matrix, linear_scores, prefix_matrices
from recommendations.training.linear.solving import DENSE_UP_TO, local_regression, regularised_inverse
from recommendations.training.recommender import FloatMatrix, Histories, Progress, Recommender, TrainingData, silent


@dataclass(frozen=True, slots=True)
class RidgeConfig:
    """Strength of the ridge, and how a history is read, in training and in scoring alike."""

    ridge: float = 10.0
    decay: float = 0.7
    longest: int = 30
    backward: float = 0.3  # weight of the reversed sequences: what came before also goes together
    dense_up_to: int = DENSE_UP_TO
    most: int = 100


class NextItemRidge(Recommender):
    """Ridge regression from the decayed items before a step to the item at it; one row a step of training.

    With X the prefixes and Y the items that follow, the weights are (XᵀX + λI)⁻¹ XᵀY.
    """

    name = "ridge"

    def __init__(self, config: RidgeConfig | None = None) -> None:
        self.config = config or RidgeConfig()
        self.weights: FloatMatrix | CSR

    def fit(self, data: TrainingData, progress: Progress = silent) -> None:
        gram, target = self._products(data.sequences, data.n_items)
        if self.config.backward:
            reversed_sequences = [sequence[::-1] for sequence in data.sequences]
            gram_back, target_back = self._products(reversed_sequences, data.n_items)
            gram = gram + gram_back * self.config.backward
            target = target + target_back * self.config.backward
        if data.n_items <= self.config.dense_up_to:
            inverse = regularised_inverse(gram, self.config.ridge)
            self.weights = np.ascontiguousarray((target.T @ inverse).T)  # the inverse is symmetric
        else:
            self.weights = local_regression(gram, target, self.config.ridge, self.config.most)
        self._n_items = data.n_items

    def scores(self, histories: Histories) -> FloatMatrix:
        matrix = history_matrix(histories, self._n_items, self.config.decay, self.config.longest)
        return linear_scores(matrix, self.weights)

    def _products(self, sequences: Histories, n_items: int) -> tuple[CSR, CSR]:
        before, after = prefix_matrices(sequences, n_items, self.config.decay, self.config.longest)
        most = self.config.most
        return bounded_gram(before, at_least=most), bounded_product(before, after, at_least=most)
