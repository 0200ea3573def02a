"""What a history and an item tell together, beside the scores of the sources."""

from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommendations.training.content import spread_content
from recommendations.training.linear.matrices import CSR
from recommendations.training.recommender import FloatMatrix, Histories, TrainingData

PAIR_FACTS = ("like_latest", "like_nearest", "like_mean", "after_latest", "before_latest")
_LONGEST = 50  # latest items of a history that are compared


class PairFacts:
    """Transitions and vectors of a catalog, asked about a few items of each history.

    How often an item was taken is left out on purpose. Public files keep items that were taken five times in all their
    parts together, so that a smaller count in training gives away how often an item is among the held-out ones.
    """

    def __init__(self, vectors: FloatMatrix, followed: CSR) -> None:
        """`followed` (n_items, n_items) counts how often the column came right after the row."""
        self._vectors = vectors
        self._followed = followed
        self._before = followed.T.tocsr()

    @classmethod
    def of(cls, data: TrainingData) -> Self:
        """Read `data.sequences` and `data.content`; without content nothing resembles anything."""
        content = np.zeros((data.n_items, 1), dtype=np.float32) if data.content is None else data.content
        rows = [item for sequence in data.sequences for item in sequence[:-1]]
        columns = [item for sequence in data.sequences for item in sequence[1:]]
        counts = np.ones(len(rows), dtype=np.float32)
        followed = sparse.csr_matrix((counts, (rows, columns)), shape=(data.n_items, data.n_items))
        return cls(spread_content(content), followed)

    def columns(self, histories: Histories, items: NDArray[np.int64]) -> FloatMatrix:
        """Return (len(histories), n, len(PAIR_FACTS)) for `items` (len(histories), n); 0 for an empty history.

        Cosines with the latest item, with the nearest of the history, and on average; log(1 + n) of how often the
        item came right after the latest, and right before it.
        """
        found = np.zeros((*items.shape, len(PAIR_FACTS)), dtype=np.float32)
        for at, history in enumerate(histories):
            if not len(history):
                continue
            likeness = self._vectors[items[at]] @ self._vectors[list(history[-_LONGEST:])].T
            found[at, :, 0], found[at, :, 1] = likeness[:, -1], likeness.max(axis=1)
            found[at, :, 2] = likeness.mean(axis=1)
            found[at, :, 3] = np.log1p(_row(self._followed, history[-1])[items[at]])
            found[at, :, 4] = np.log1p(_row(self._before, history[-1])[items[at]])
        return found


def _row(matrix: CSR, row: int) -> FloatMatrix:
    """Return one row as an array; a tenth of the time that scipy takes for it."""
    values = np.zeros(matrix.shape[1], dtype=np.float32)
    some = slice(matrix.indptr[row], matrix.indptr[row + 1])
    values[matrix.indices[some]] = matrix.data[some]
    return values
