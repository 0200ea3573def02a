"""Explored places of the lists that the demo's shoppers see, drawn as the engine draws them.

Shoppers react to the list with its explored places, so the probabilities that are logged are the true ones of these
generated lists.
"""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from recommendations.demo.shelf import FloatArray
from recommendations.engine.reranking.exploration import Explored, Uncertain, explore

PLACEMENT = "home"  # the one whose lists are explored
SINCE = timedelta(days=28)  # before the end; older lists are explored nowhere
SHARE = 0.25  # of the places
POOL = 12  # products that may win one


def explored(shown: Sequence[int], liking: FloatArray, request_id: str) -> Explored:
    """Return a list with its explored places; what may win one are the likeliest products that it does not hold."""
    waiting = [int(at) for at in np.argsort(-liking, kind="stable") if liking[at] > 0 and at not in shown]
    return explore(list(shown), [Uncertain(at) for at in waiting[:POOL]], share=SHARE, request_id=request_id)


def told(found: Explored, ids: Sequence[str]) -> dict[str, object]:
    """Return what the probabilities follow from, by the products' own ids."""
    return {
        "base": [ids[at] for at in found.base],
        "pool": {ids[at]: round(chance, 6) for at, chance in found.pool.items()},
        "kept": found.kept,
    }
