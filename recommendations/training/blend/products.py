"""A choice model of columns and of all their products of two: what one tells may depend on another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommendations.training.blend.learning import Choice, learn_weights
from recommendations.training.recommender import FloatMatrix


@dataclass(frozen=True, slots=True, eq=False)
class ProductModel:
    """Standardised columns, their products, and the weights of both (n_terms, n_columns + n_products)."""

    mean: FloatMatrix
    scale: FloatMatrix
    weights: FloatMatrix

    def scores(self, values: FloatMatrix, terms: FloatMatrix) -> FloatMatrix:
        """Return (n_users, n_items) for `values` (n_users, n_items, n_columns) and `terms` as of `Choice`."""
        expanded = with_products((values - self.mean) / self.scale)
        found: FloatMatrix = np.einsum("uif,uf->ui", expanded, terms @ self.weights)
        return found


def learn_products(choice: Choice, rising: Sequence[bool], *, penalty: float = 1e-3) -> ProductModel:
    """Return the model of greatest likelihood; alone, a column that is `rising` never lowers a score.

    A conditional logit as `learn_weights` finds it. Of a product either sign may be true.
    """
    real = choice.values[choice.real]
    mean, scale = real.mean(axis=0), real.std(axis=0) + np.float32(1e-6)
    expanded = with_products(np.where(choice.real[..., None], (choice.values - mean) / scale, 0.0).astype(np.float32))
    signs = np.zeros(expanded.shape[2], dtype=bool)
    signs[: len(rising)] = rising
    weights = learn_weights(replace(choice, values=expanded), penalty=penalty, rising=signs)
    return ProductModel(mean, scale, weights)


def with_products(values: NDArray[np.float32]) -> FloatMatrix:
    """Return the columns of the last axis, and after them the product of each with itself and each later one."""
    n = values.shape[-1]
    found: FloatMatrix = np.empty((*values.shape[:-1], n + n * (n + 1) // 2), dtype=np.float32)
    found[..., :n] = values
    at = n
    for column in range(n):  # each written in its place: whole matrices of both sides would take as much room again
        own, others = values[..., column : column + 1], values[..., column:]
        np.multiply(own, others, out=found[..., at : at + n - column])
        at += n - column
    return found
