"""Small helpers around numpy's random generator."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

T = TypeVar("T")


def pick(rng: np.random.Generator, options: Sequence[T]) -> T:
    """Draw one option with equal chances."""
    return options[int(rng.integers(len(options)))]


def pick_weighted(rng: np.random.Generator, options: Sequence[T], weights: ArrayLike) -> T:
    """Draw one option with chances proportional to `weights`."""
    shares = np.asarray(weights, dtype=float)
    return options[int(rng.choice(len(options), p=shares / shares.sum()))]


def some(rng: np.random.Generator, options: Sequence[T], count: int) -> list[T]:
    """Draw up to `count` different options, in random order."""
    order = rng.permutation(len(options))[:count]
    return [options[int(index)] for index in order]


def chance(rng: np.random.Generator, share: float) -> bool:
    """Come out true with probability `share`."""
    return bool(rng.random() < share)
