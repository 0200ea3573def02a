"""Content vectors as the network learns from them: centred, and along their main directions only."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from recommendations.engine.sequence import centred_content
from recommendations.training.recommender import FloatMatrix


@dataclass(frozen=True, slots=True)
class Content:
    """Content of all items in few numbers, so that a step of training need not project all of them again."""

    mean: FloatMatrix  # (width,)
    directions: FloatMatrix  # (width, kept), orthogonal
    reduced: FloatMatrix  # (n_items, kept)

    @classmethod
    def of(cls, vectors: FloatMatrix, most: int, mean: FloatMatrix | None = None) -> Self:
        """Return the `most` directions along which the vectors (n_items, width) vary most (principal components).

        `mean` is what they are centred by, where an earlier model must be gone on with; else it is their own.
        """
        if mean is None:
            known = np.abs(vectors).sum(axis=1) > 0
            mean = vectors[known].mean(axis=0) if known.any() else np.zeros(vectors.shape[1], dtype=np.float32)
        centred = centred_content(vectors, mean)
        _, directions = np.linalg.eigh(centred.T @ centred)  # rising
        kept = np.ascontiguousarray(directions[:, ::-1][:, :most])
        return cls(mean, kept, np.ascontiguousarray(centred @ kept))

    def whole_projection(self, learned: FloatMatrix) -> FloatMatrix:
        """Return the learned projection (kept, d) as one of whole content vectors, (width, d)."""
        return np.ascontiguousarray(self.directions @ learned)
