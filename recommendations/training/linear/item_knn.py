"""Item-to-item cosine over whole histories, with the newest items of a history counting most."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from recommendations.training.linear.matrices import history_matrix, linear_scores
from recommendations.training.recommender import FloatMatrix, Histories, Progress, Recommender, TrainingData, silent


@dataclass(frozen=True, slots=True)
class ItemKNNConfig:
    """How items are compared, and how a history is read."""

    decay: float = 0.6  # weight of a step back, in the history that is scored
    shrink: float = 10.0  # added to the product of the lengths: two common users prove little
    most: int = 200  # neighbours kept an item
    longest: int = 50  # latest items of a history


class DecayedItemKNN(Recommender):
    """Item-based collaborative filtering (Sarwar et al. 2001) with a decayed history."""

    name = "item_knn_decayed"

    def __init__(self, config: ItemKNNConfig | None = None) -> None:
        self.config = config or ItemKNNConfig()

    def fit(self, data: TrainingData, progress: Progress = silent) -> None:
        users = history_matrix(data.sequences, data.n_items, decay=1.0, longest=10**9)
        users.data[:] = 1.0  # an item counts once a user
        common = (users.T @ users).tocoo()
        lengths = np.sqrt(common.diagonal())
        cosine = common.data / (lengths[common.row] * lengths[common.col] + self.config.shrink)
        off = common.row != common.col
        similarity = sparse.csr_matrix((cosine[off], (common.row[off], common.col[off])), shape=common.shape)
        self.similarity = keep_largest(similarity.astype(np.float32), self.config.most)

    def scores(self, histories: Histories) -> FloatMatrix:
        matrix = history_matrix(histories, self.similarity.shape[0], self.config.decay, self.config.longest)
        return linear_scores(matrix, self.similarity)


def keep_largest(matrix: sparse.csr_matrix, most: int) -> sparse.csr_matrix:
    """Return the matrix with the `most` largest entries of each row, ties by column."""
    kept = np.zeros(matrix.nnz, dtype=bool)
    for start, end in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True):
        order = np.lexsort((matrix.indices[start:end], -matrix.data[start:end]))[:most]
        kept[start + order] = True
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))[kept]
    return sparse.csr_matrix((matrix.data[kept], (rows, matrix.indices[kept])), shape=matrix.shape)
