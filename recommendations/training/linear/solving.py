"""Ridge regressions of every item on all others: dense for a small catalog, local and sparse beyond."""

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from recommendations.training.linear.matrices import CSR
from recommendations.training.recommender import FloatMatrix

DENSE_UP_TO = 2_000  # items; beyond, the local form is as good and many times faster


def regularised_inverse(gram: CSR, ridge: float) -> FloatMatrix:
    """Return (gram + ridge I)⁻¹ of a symmetric matrix, dense float32, by Cholesky; raise ValueError if not positive."""
    matrix = gram.toarray(order="F").astype(np.float32, copy=False)
    matrix.flat[:: len(matrix) + 1] += np.float32(ridge)
    factor, failed = linalg.lapack.spotrf(matrix, lower=1, overwrite_a=1)
    inverse, not_inverted = linalg.lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed or not_inverted:
        raise ValueError("The matrix is not positive definite: take a larger ridge.")
    return _mirrored(inverse)


def local_regression(gram: CSR, target: CSR, ridge: float, most: int) -> CSR:
    """Return sparse weights (n_items, n_items): column j regresses target j on the `most` items nearest to it.

    `target[:, j]` holds the products of every item with target j; nearest are its largest entries, ties by
    number. With `most` ≥ n_items it equals the dense solution on the items with an entry. Cost grows with
    n_items · most³, not with n_items³ (local form of SLIM, Ning and Karypis 2011).
    """
    gram, columns = gram.tocsr(), target.tocsc()
    rows: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
    values, starts = [np.zeros(0, dtype=np.float32)], [0]
    place = np.full(gram.shape[0], -1, dtype=np.int64)  # of an item among the chosen ones; all -1 between two columns
    for j in range(target.shape[1]):
        span = slice(columns.indptr[j], columns.indptr[j + 1])
        if span.start == span.stop:
            starts.append(starts[-1])
            continue
        chosen, wanted = _largest(columns.indices[span], columns.data[span], most)
        rows.append(chosen)
        values.append(_solve(gram, chosen, wanted, ridge, place))
        starts.append(starts[-1] + len(chosen))
    parts = (np.concatenate(values), np.concatenate(rows), np.array(starts))
    return sparse.csc_matrix(parts, shape=target.shape).tocsr()


def _mirrored(lower: FloatMatrix) -> FloatMatrix:
    """Copy the lower triangle to the upper one, block by block, so that no second matrix is needed."""
    block = 1024
    for start in range(0, len(lower), block):
        end = start + block
        corner = np.tril(lower[start:end, start:end])
        lower[start:end, start:end] = corner + np.tril(corner, -1).T
        lower[start:end, end:] = lower[end:, start:end].T
    return lower


def _largest(items: NDArray[np.int64], values: FloatMatrix, most: int) -> tuple[NDArray[np.int64], FloatMatrix]:
    order = np.lexsort((items, -values))[:most]
    return items[order], values[order]


def _solve(
    gram: CSR, chosen: NDArray[np.int64], wanted: FloatMatrix, ridge: float, place: NDArray[np.int64]
) -> FloatMatrix:
    rows = gram[chosen]
    place[chosen] = np.arange(len(chosen))
    columns = place[rows.indices]  # a slice of columns would cost as much as the catalog is long
    place[chosen] = -1
    lines = np.repeat(np.arange(len(chosen)), np.diff(rows.indptr))
    small = np.zeros((len(chosen), len(chosen)))
    small[lines[columns >= 0], columns[columns >= 0]] = rows.data[columns >= 0]
    small.flat[:: len(small) + 1] += ridge
    weights: FloatMatrix = linalg.solve(small, wanted, assume_a="pos").astype(np.float32)
    return weights
