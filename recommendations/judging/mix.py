"""Put judgements of different scales together, within one list."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


def standardise(scores: Sequence[float] | Vector) -> Vector:
    """Return the scores less their mean, divided by their standard deviation; zeros where all are equal or none is."""
    values = np.asarray(scores, dtype=np.float64)
    spread = float(values.std()) if len(values) else 0.0
    if spread < 1e-9:
        return np.zeros_like(values)
    standardised: Vector = (values - values.mean()) / spread
    return standardised


def mix(lifts: Sequence[float], similarities: Sequence[float], *, model_share: float) -> Vector:
    """Return 0–1 for each item of a list: a logistic of the weighted standardised judgements, .5 in the middle."""
    both = model_share * standardise(lifts) + (1 - model_share) * standardise(similarities)
    mixed: Vector = 1.0 / (1.0 + np.exp(-both))
    return mixed
