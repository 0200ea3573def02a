"""A small model in numpy that learned to guess the language model's judgement, for shoppers it has not read yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.judging.mix import Vector, standardise

FloatMatrix = NDArray[np.float32]
SHARES = (0.03, 0.1, 0.3, 1.0, 3.0)  # ridge, as a multiple of the number of rows per number


@dataclass(frozen=True, slots=True)
class Reader:
    """What the student sees of a shopper: text vectors of what they attended to, and what each counts."""

    vectors: FloatMatrix  # (n_seen, dimension), rows of length 1
    weights: Vector  # (n_seen,), above 0


@dataclass(frozen=True, slots=True)
class Shown:
    """What the student sees of candidates; numbers that are not known are 0."""

    vectors: FloatMatrix  # (n_items, dimension), rows of length 1
    tag_overlap: Vector  # (n_items,), 0–1
    price_fit: Vector  # (n_items,), 0–1

    @classmethod
    def of_vectors(cls, vectors: FloatMatrix) -> "Shown":
        """Return candidates of which only the texts are known."""
        return cls(vectors, np.zeros(len(vectors)), np.zeros(len(vectors)))


@dataclass(frozen=True, slots=True)
class Student:
    """Ridge regression on standardised inputs: a few hundred numbers, fit for JSON."""

    coefficients: Vector  # (dimension + 4,)
    centre: Vector
    scale: Vector

    def judge(self, reader: Reader, shown: Shown) -> Vector:
        """Return a guess of the lift of each item, standardised within the list; zeros for a reader of nothing."""
        if not len(reader.vectors) or not len(shown.vectors):
            return np.zeros(len(shown.vectors))
        return standardise((inputs(reader, shown) - self.centre) / self.scale @ self.coefficients)

    def as_dict(self) -> dict[str, Any]:
        """Return the numbers as they are stored as JSON, at five digits."""
        return {name: [float(f"{value:.5g}") for value in getattr(self, name)] for name in self.__slots__}

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> "Student":
        """Read what `as_dict` gave."""
        return cls(*(np.array(content[name], dtype=np.float64) for name in cls.__slots__))


def inputs(reader: Reader, shown: Shown) -> Vector:
    """Return (n_items, dimension + 4): profile ⊙ item, cosine to the profile and to the nearest seen, tags, price."""
    profile = reader.weights @ reader.vectors
    profile = profile / max(float(np.linalg.norm(profile)), 1e-9)
    product = shown.vectors * profile
    nearest = (shown.vectors @ reader.vectors.T).max(axis=1)
    columns = (product.sum(axis=1), nearest, shown.tag_overlap, shown.price_fit)
    return np.column_stack([product, *columns]).astype(np.float64)


def teach(pairs: Sequence[tuple[Reader, Shown]], lifts: Sequence[Sequence[float]]) -> Student:
    """Return the student of these judgements (distillation, Hinton et al. 2015, to standardised lifts by ridge).

    The strength of the ridge is chosen on every fifth list. Raises ValueError for fewer than ten lists.
    """
    lists = [
        (inputs(*pair), standardise(mine))
        for pair, mine in zip(pairs, lifts, strict=True)
        if len(pair[0].vectors) and len(mine) > 1
    ]
    if len(lists) < 10:
        raise ValueError(f"A student cannot learn from {len(lists)} lists; give it ten or more.")
    kept = [one for position, one in enumerate(lists) if position % 5]
    held_out = lists[::5]
    share = max(SHARES, key=lambda one: agreement(_fit(kept, one), held_out))
    return _fit(lists, share)


def agreement(student: Student, lists: Sequence[tuple[Vector, Vector]]) -> float:
    """Return the mean correlation, list by list, of guesses and judgements; -1…1."""
    guesses = [standardise((rows - student.centre) / student.scale @ student.coefficients) for rows, _ in lists]
    return float(np.mean([(guess * judged).mean() for guess, (_, judged) in zip(guesses, lists, strict=True)]))


def _fit(lists: Sequence[tuple[Vector, Vector]], share: float) -> Student:
    rows = np.concatenate([one for one, _ in lists])
    targets = np.concatenate([judged for _, judged in lists])
    centre, scale = rows.mean(axis=0), rows.std(axis=0)
    scale = np.where(scale < 1e-9, 1.0, scale)
    scaled = (rows - centre) / scale
    gram = scaled.T @ scaled
    gram.flat[:: len(gram) + 1] += share * len(rows) / 10
    return Student(np.linalg.solve(gram, scaled.T @ targets), centre, scale)
