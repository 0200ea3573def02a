"""Whether a stated probability is one: of a hit, or of a kind of item."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def calibration_error(stated: Floats, happened: Floats, bins: int = 10) -> float:
    """Return the expected calibration error: |mean stated - share happened|, weighted over bins of equal width.

    `stated` are probabilities 0–1 and `happened` 0 or 1; the result is 0–1, 0 for nothing (Naeini et al. 2015).
    """
    if not len(stated):
        return 0.0
    places = np.minimum((stated * bins).astype(int), bins - 1)
    counts = np.bincount(places, minlength=bins)
    gaps = np.abs(np.bincount(places, stated, bins) - np.bincount(places, happened, bins))
    return float(gaps[counts > 0].sum() / len(stated))


def list_miscalibration(wanted: Floats, shown: Floats, smoothing: float = 0.01) -> float:
    """Return the Kullback-Leibler divergence of the kinds in a list from the kinds in a history; 0 = the same.

    Both are shares that add up to 1, (n_kinds,); the shown ones are mixed with `smoothing` of the wanted ones
    so that a kind that is not shown costs much and not everything (Steck 2018).
    """
    mixed = (1 - smoothing) * shown + smoothing * wanted
    there = wanted > 0
    return float((wanted[there] * np.log(wanted[there] / mixed[there])).sum())
