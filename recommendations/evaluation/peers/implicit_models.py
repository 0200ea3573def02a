"""Matrix factorisation by the `implicit` library."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from recommendations.training.recommender import FloatMatrix, Histories, Progress, Recommender, TrainingData, silent


@dataclass(frozen=True, slots=True)
class ALSConfig:
    """Settings of the factorisation, chosen on the validation part of Beauty."""

    factors: int = 128
    regularization: float = 0.05
    alpha: float = 10.0  # weight of what was taken against what was not
    iterations: int = 15


@dataclass(frozen=True, slots=True)
class BPRConfig:
    """Settings of the pairwise learning, chosen on the validation part of Beauty."""

    factors: int = 128
    learning_rate: float = 0.05
    regularization: float = 0.01
    iterations: int = 100


class ImplicitALS(Recommender):
    """Alternating least squares (Hu, Koren, Volinsky 2008); a history is folded in, so any history can be scored."""

    name = "implicit_als"

    def __init__(self, seed: int = 0, config: ALSConfig | None = None) -> None:
        self.seed = seed
        self.config = config or ALSConfig()

    def fit(self, data: TrainingData, progress: Progress = silent) -> None:
        from implicit.als import AlternatingLeastSquares

        settings = self.config
        self.n_items = data.n_items
        self.model = AlternatingLeastSquares(
            factors=settings.factors,
            regularization=settings.regularization,
            alpha=settings.alpha,
            iterations=settings.iterations,
            num_threads=1,
            random_state=self.seed,
        )
        self.model.fit(taken(data.sequences, data.n_items), show_progress=False)

    def scores(self, histories: Histories) -> FloatMatrix:
        users = self.model.recalculate_user(np.arange(len(histories)), taken(histories, self.n_items))
        return np.asarray(users @ self.model.item_factors.T, dtype=np.float32)


class ImplicitBPR(Recommender):
    """Bayesian personalised ranking (Rendle et al. 2009).

    It has a vector for each user of its training and none for others; a history is taken for the user whose training
    sequence it begins with, and gets the mean of all users where there is none.
    """

    name = "implicit_bpr"

    def __init__(self, seed: int = 0, config: BPRConfig | None = None) -> None:
        self.seed = seed
        self.config = config or BPRConfig()

    def fit(self, data: TrainingData, progress: Progress = silent) -> None:
        from implicit.bpr import BayesianPersonalizedRanking

        settings = self.config
        self.model = BayesianPersonalizedRanking(
            factors=settings.factors,
            learning_rate=settings.learning_rate,
            regularization=settings.regularization,
            iterations=settings.iterations,
            num_threads=1,
            random_state=self.seed,
        )
        self.model.fit(taken(data.sequences, data.n_items), show_progress=False)
        self.users = {tuple(sequence): at for at, sequence in enumerate(data.sequences)}

    def scores(self, histories: Histories) -> FloatMatrix:
        factors = np.asarray(self.model.user_factors)
        anybody = factors.mean(axis=0)
        found = [self._user(history) for history in histories]
        users = np.stack([anybody if at is None else factors[at] for at in found])
        return np.asarray(users @ np.asarray(self.model.item_factors).T, dtype=np.float32)

    def _user(self, history: Sequence[int]) -> int | None:
        beginnings = (tuple(history[:length]) for length in range(len(history), 0, -1))
        return next((self.users[some] for some in beginnings if some in self.users), None)


def taken(histories: Histories, n_items: int) -> sparse.csr_matrix:
    """Return (len(histories), n_items): 1 where the item is in the history."""
    rows = np.repeat(np.arange(len(histories)), [len(history) for history in histories])
    columns = np.array([item for history in histories for item in history], dtype=np.int64)
    matrix = sparse.csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=(len(histories), n_items))
    matrix.data[:] = 1.0
    return matrix
