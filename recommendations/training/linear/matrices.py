"""Sparse matrices of histories, and the scores that an item-to-item matrix gives them."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse

from recommendations.training.recommender import FloatMatrix, Histories, recency_weights

CSR: TypeAlias = Any  # scipy.sparse.csr_matrix, which carries no types


def history_matrix(histories: Histories, n_items: int, decay: float, longest: int) -> CSR:
    """Return (len(histories), n_items): decay ** steps back over the `longest` latest items; repeats add up."""
    recent = [history[-longest:] for history in histories]
    weights = [recency_weights(len(history), decay) for history in recent]
    return _rows(recent, weights, n_items)


def prefix_matrices(sequences: Histories, n_items: int, decay: float, longest: int) -> tuple[CSR, CSR]:
    """Return for every position after a sequence's first the decayed items before it, and the item at it.

    Both have one row a position, (n_positions, n_items); every sequence's rows are scaled by nothing.
    """
    prefixes = [sequence[max(0, at - longest) : at] for sequence in sequences for at in range(1, len(sequence))]
    targets = [[sequence[at]] for sequence in sequences for at in range(1, len(sequence))]
    before = _rows(prefixes, [recency_weights(len(prefix), decay) for prefix in prefixes], n_items)
    return before, _rows(targets, [np.ones(1, dtype=np.float32)] * len(targets), n_items)


def linear_scores(histories: CSR, item_to_item: CSR) -> FloatMatrix:
    """Return the product as a dense float32 matrix."""
    product = histories @ item_to_item
    dense = product.toarray() if sparse.issparse(product) else product
    return np.ascontiguousarray(dense, dtype=np.float32)


def _rows(items: Sequence[Sequence[int]], weights: Iterable[FloatMatrix], n_items: int) -> CSR:
    starts = np.zeros(len(items) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in items], out=starts[1:])
    columns = np.array([item for row in items for item in row], dtype=np.int64)
    values = np.concatenate([*weights, np.zeros(0, dtype=np.float32)])
    matrix = sparse.csr_matrix((values, columns, starts), shape=(len(items), n_items))
    matrix.sum_duplicates()
    return matrix
