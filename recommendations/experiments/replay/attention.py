"""How much attention each place of a list gets, learned from explored places.

Which item an explored place holds does not depend on the place, so the clicks there fall with the place only as
attention does (Joachims, Swaminathan and Schnabel 2017, "Unbiased Learning-to-Rank with Biased Feedback"). Attention
to place j is taken as j^-decay, 1 at the first place.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommendations.experiments.replay.log import LoggedList

Floats = NDArray[np.float64]
DECAYS: Floats = np.linspace(0.0, 2.0, 21)  # what is tried
USUAL, DOUBT = 0.7, 0.3  # decay before anything is known, and how far it may be from that


def attention(places: int) -> Floats:
    """Return the attention to each place for every decay; (n_decays, places)."""
    found: Floats = np.arange(1, places + 1, dtype=float)[None, :] ** -DECAYS[:, None]
    return found


def explored_counts(lists: Sequence[LoggedList], places: int) -> tuple[Floats, Floats]:
    """Return how often each place was explored in each list, and how often something was earned there; (n, places)."""
    shown, earned = np.zeros((len(lists), places)), np.zeros((len(lists), places))
    for row, logged in enumerate(lists):
        for place in logged.explored:
            shown[row, place - 1] += 1
            earned[row, place - 1] += min(logged.rewards.get(logged.items[place - 1], 0.0), 1.0)
    return shown, earned


def likeliest_decay(shown: Floats, earned: Floats) -> NDArray[np.int64]:
    """Return the place in DECAYS of the likeliest one for each row of counts; (rows,) from two (rows, places).

    Poisson likelihood with the common level at its best, times a normal belief about the decay.
    """
    weights = attention(shown.shape[1])
    exposure = shown @ weights.T  # (rows, n_decays)
    total = earned.sum(axis=1, keepdims=True)
    fit = earned @ np.log(weights).T - total * np.log(np.maximum(exposure, 1e-12))
    belief = -(((DECAYS - USUAL) / DOUBT) ** 2) / 2
    best: NDArray[np.int64] = (fit + belief).argmax(axis=1)
    return best
