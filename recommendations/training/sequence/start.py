"""Item embeddings to start from: a factorisation of which items occur together."""

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds

from recommendations.training.linear.matrices import CSR
from recommendations.training.recommender import FloatMatrix, Histories

_LENGTH = 0.5  # mean length of a vector, so that first logits are moderate
_NEAR = 0.7  # weight of each further step between two items of a sequence
_FARTHEST = 5  # steps


def start_vectors(sequences: Histories, n_items: int, dimension: int, seed: int) -> FloatMatrix:
    """Return (n_items, dimension): the leading factors of the positive pointwise mutual information of items.

    Two items count by how near they stand in a sequence, in either order (as word vectors: Levy and Goldberg
    2014). An item without company has a small random vector.
    """
    generator = np.random.default_rng(seed)
    fresh = generator.normal(0, 0.02, (n_items, dimension)).astype(np.float32)
    information = _mutual_information(sequences, n_items)
    rank = min(dimension, n_items - 2)
    if rank < 1 or not information.nnz:
        return fresh
    left, strength, _ = svds(information, k=rank, v0=generator.normal(size=n_items))
    factors = left * np.sqrt(strength)
    length = np.linalg.norm(factors, axis=1)
    fresh[:, :rank] += (factors * (_LENGTH / max(float(length[length > 0].mean()), 1e-9))).astype(np.float32)
    return fresh


def _mutual_information(sequences: Histories, n_items: int) -> CSR:
    """Return max(0, log(P(i, j) / P(i) P(j))), symmetric and sparse."""
    counts = sparse.csr_matrix((n_items, n_items), dtype=np.float32)
    for back in range(1, _FARTHEST + 1):
        before = [row[at] for row in sequences for at in range(len(row) - back)]
        after = [row[at + back] for row in sequences for at in range(len(row) - back)]
        values = np.full(len(before), _NEAR ** (back - 1), dtype=np.float32)
        counts = counts + sparse.csr_matrix((values, (before, after)), shape=counts.shape)
    pairs = (counts + counts.T).tocoo()
    totals = np.asarray(pairs.sum(axis=1)).ravel()
    ratio = pairs.data * totals.sum() / (totals[pairs.row] * totals[pairs.col])
    information = sparse.csr_matrix((np.maximum(np.log(ratio), 0), (pairs.row, pairs.col)), shape=pairs.shape)
    information.eliminate_zeros()
    return information
