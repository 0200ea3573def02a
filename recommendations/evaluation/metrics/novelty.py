"""How well known the shown items are, in bits and against what users had."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Lists = NDArray[np.int64]  # (n_users, k) item numbers


def novelty(lists: Lists, counts: NDArray[np.float32]) -> float:
    """Return the mean of -log2(share of all interactions) over shown items; bits, greater = less known.

    `counts` (n_items,) are the interactions of training; an item without any counts as having half of one
    (self-information, Zhou et al. 2010). 0 for no lists.
    """
    if not lists.size:
        return 0.0
    shares = np.maximum(counts, 0.5) / max(float(counts.sum()), 1.0)
    return float(-np.log2(shares)[lists].mean())


def popularity_bias(lists: Lists, histories: Sequence[Sequence[int]], counts: NDArray[np.float32]) -> float:
    """Return by what share the shown items are more popular than those the same users had.

    (mean popularity of the lists - that of the histories) / that of the histories: 0 = as before, 1 = twice as
    popular (popularity lift, Abdollahpouri et al. 2020). Users without history are left out; 0 with none left.
    """
    had = [float(counts[list(history)].mean()) for history in histories if len(history)]
    shown = [float(counts[row].mean()) for row, history in zip(lists, histories, strict=True) if len(history)]
    before = float(np.mean(had)) if had else 0.0
    return (float(np.mean(shown)) - before) / before if before else 0.0
