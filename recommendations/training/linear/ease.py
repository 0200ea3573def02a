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
    dropout: float = (
        0.0  # share of a history that is hidden in learning: the more common an item, the stronger its ridge
    )
    user_discount: float = 0.0  # a user's n items weigh n ** -discount each
    popularity_discount: float = 0.0  # scores of an item that n users have taken weigh (n + 1) ** -discount
    dense_up_to: int = DENSE_UP_TO  # items; beyond, each item is regressed on its `most` nearest only
    most: int = 100


class Ease(Recommender):
    """Embarrassingly shallow autoencoder (Steck 2019) with a decayed history.

    With `dropout` it is the denoising one of Steck 2020 ("Autoencoders that don't overfit towards the identity").
    """

    name = "ease"

    def __init__(self, config: EaseConfig | None = None) -> None:
        self.config = config or EaseConfig()
        self.weights: FloatMatrix | CSR

    def fit(self, data: TrainingData, progress: Progress = silent) -> None:
        users = history_matrix(data.sequences, data.n_items, decay=1.0, longest=10**9)
        users.data[:] = 1.0
        counts = np.asarray(users.sum(axis=0)).ravel()
        gram = bounded_gram(_weighed(users, self.config.user_discount), at_least=self.config.most)
        hidden = self.config.dropout / (1.0 - self.config.dropout)
        if hidden:
            gram = (gram + sparse.diags(hidden * gram.diagonal(), dtype=gram.dtype)).tocsr()
        dense = data.n_items <= self.config.dense_up_to
        weights = self._dense(gram) if dense else self._local(gram)
        self.weights = _discounted(weights, counts, self.config.popularity_discount)
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


def _weighed(users: CSR, discount: float) -> CSR:
    """Scale the users' rows so that a product of two columns counts each user by the discount, on average once."""
    if not discount:
        return users
    weights = np.maximum(np.diff(users.indptr), 1.0) ** -discount
    return (sparse.diags(np.sqrt(weights / weights.mean()), dtype=users.dtype) @ users).tocsr()


def _discounted(weights: FloatMatrix | CSR, counts: FloatMatrix, discount: float) -> FloatMatrix | CSR:
    if not discount:
        return weights
    shares = ((counts + 1.0) ** -discount).astype(np.float32)
    return (weights @ sparse.diags(shares)).tocsr() if sparse.issparse(weights) else weights * shares[None, :]
