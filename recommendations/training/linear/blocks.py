"""Products of large sparse matrices, block by block, so that memory grows with the items and not with their pairs."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommendations.training.linear.matrices import CSR

AT_ONCE = 2_000_000  # entries of a product that are held at once
MOST_PAIRS = 50_000_000  # entries of a product that is kept whole: 0.6 GB


def product_sizes(left: CSR, right: CSR) -> NDArray[np.int64]:
    """Return how many entries each row of leftᵀ · right has at most."""
    pattern = left.astype(bool).astype(np.int64)
    found = np.asarray(pattern.T @ np.diff(right.indptr).astype(np.int64))
    sizes: NDArray[np.int64] = np.minimum(found, right.shape[1])
    return sizes


def row_blocks(sizes: NDArray[np.int64], most: int) -> Iterator[slice]:
    """Yield slices of rows that together have `most` entries at most, or are one row."""
    ends = np.cumsum(sizes)
    start = 0
    while start < len(sizes):
        before = ends[start - 1] if start else 0
        end = max(start + 1, int(np.searchsorted(ends, before + most, side="right")))
        yield slice(start, end)
        start = end


def bounded_product(left: CSR, right: CSR, *, at_least: int, most_pairs: int = MOST_PAIRS) -> CSR:
    """Return leftᵀ · right; where it may have more than `most_pairs` entries, only the largest of each row.

    Each row keeps `at_least` entries or as many as share the bound evenly.
    """
    if product_sizes(left, right).sum() <= most_pairs:
        return (left.T @ right).tocsr()
    most = max(at_least, most_pairs // right.shape[1])
    columns, blocks = left.tocsc(), row_blocks(product_sizes(left, right), AT_ONCE)
    return sparse.vstack(
        [keep_largest((columns[:, rows].T.tocsr() @ right).tocsr(), most) for rows in blocks], format="csr"
    )


def bounded_gram(matrix: CSR, *, at_least: int, most_pairs: int = MOST_PAIRS) -> CSR:
    """Return matrixᵀ · matrix with its whole diagonal; of too many pairs, those that either of both items keeps."""
    found = bounded_product(matrix, matrix, at_least=at_least, most_pairs=most_pairs)
    if product_sizes(matrix, matrix).sum() <= most_pairs:
        return found
    found = found.maximum(found.T)
    diagonal = np.asarray(matrix.multiply(matrix).sum(axis=0)).ravel()
    return (found + sparse.diags(diagonal - found.diagonal(), dtype=found.dtype)).tocsr()


def keep_largest(matrix: CSR, most: int) -> CSR:
    """Return the matrix with the `most` largest entries of each row, largest first, ties by column."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((matrix.indices, -matrix.data, rows))
    place = np.arange(len(order)) - matrix.indptr[rows]  # rows are in order before and after
    kept = order[place < most]
    starts = np.concatenate([[0], np.cumsum(np.minimum(np.diff(matrix.indptr), most))])
    return sparse.csr_matrix((matrix.data[kept], matrix.indices[kept], starts), shape=matrix.shape)
