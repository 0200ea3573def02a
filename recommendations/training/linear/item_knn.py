"""Item-to-item cosine over whole histories, with the newest items of a history counting most."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from recommendations.training.linear.blocks import AT_ONCE, keep_largest, product_sizes, row_blocks
from recommendations.training.linear.matrices import CSR, history_matrix, linear_scores
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
        lengths = np.sqrt(np.asarray(users.sum(axis=0))).ravel()
        columns, blocks = users.tocsc(), row_blocks(product_sizes(users, users), AT_ONCE)
        self.similarity = sparse.vstack(
            [self._nearest(columns[:, rows], users, lengths, rows) for rows in blocks], "csr"
        )

    def scores(self, histories: Histories) -> FloatMatrix:
        matrix = history_matrix(histories, self.similarity.shape[0], self.config.decay, self.config.longest)
        return linear_scores(matrix, self.similarity)

    def _nearest(self, columns: CSR, users: CSR, lengths: FloatMatrix, rows: slice) -> CSR:
        common = (columns.T.tocsr() @ users).tocoo()
        one = common.row + rows.start
        cosine = common.data / (lengths[one] * lengths[common.col] + self.config.shrink)
        off = one != common.col
        some = sparse.csr_matrix((cosine[off], (common.row[off], common.col[off])), shape=common.shape)
        return keep_largest(some.astype(np.float32), self.config.most)
