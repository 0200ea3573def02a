"""What going on from yesterday's model costs and gains, against a training from scratch, on the shop's history."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.histories import Step
from recommendations.evaluation.metrics.intervals import paired_interval
from recommendations.services.item_content import content_vectors
from recommendations.services.training import numbered
from recommendations.services.training_inputs import histories, interactions, last_event
from recommendations.training.shop_sequences import FittedSequence, fit_sequence
from recommendations.training.shop_warm import Former


def bench_training(nights: int = 1) -> dict[str, Any]:
    """Train from scratch as of `nights` days before the last event; go on night by night; compare with scratch today.

    Both are judged on the same steps, which neither had learned from. Raises RuntimeError where there are too few.
    """
    last = last_event()
    products, content = content_vectors()
    shop = numbered(histories(interactions(last)), products)
    former: FittedSequence | None = None
    for night in range(nights, -1, -1):
        past = [[step for step in steps if step.occurred_at <= last - timedelta(days=night)] for steps in shop]
        fitted = _fit(past, content, former)
        if fitted is None:
            raise RuntimeError("The history is too short: there must be some hundred steps of products with vectors.")
        former = fitted
    assert former is not None
    anew = _fit(shop, content, None)
    assert anew is not None
    return _told(former, anew) | {"nights": nights, "steps": sum(map(len, shop)), "items": len(products)}


def _fit(shop: Sequence[Sequence[Step]], content: NDArray[np.float32], former: FittedSequence | None) -> Any:
    return fit_sequence(shop, content, former=_start(former, len(content)) if former else None)


def _start(fitted: FittedSequence, n_items: int) -> Former:
    items = np.arange(n_items)
    return Former(
        before=fitted.before,
        before_items=np.where(fitted.before_known >= 0, items, -1),
        whole=fitted.weights,
        whole_items=np.where(fitted.known >= 0, items, -1),
        cut=fitted.cut,
        epochs=fitted.training.epochs,
        steps=fitted.training.steps,
    )


def _told(warm: FittedSequence, anew: FittedSequence) -> dict[str, Any]:
    difference = paired_interval(warm.gains, anew.gains)
    return {
        "figure": round(warm.training.seconds / max(anew.training.seconds, 1e-9), 3),
        "unit": "share of the processor time of a training from scratch",
        "reference": anew.training.seconds,
        "reference_name": "processor seconds from scratch",
        "ratio": round(warm.training.seconds / max(anew.training.seconds, 1e-9), 3),
        "kind": warm.training.kind,
        "seconds": warm.training.seconds,
        "epochs_from_scratch": list(anew.training.epochs),
        "ndcg_at_10": round(warm.metrics["ndcg_at_10"], 4),
        "ndcg_at_10_from_scratch": round(anew.metrics["ndcg_at_10"], 4),
        "ndcg_at_10_popularity": round(anew.metrics["ndcg_at_10_popularity"], 4),
        "difference": [round(difference.mean, 4), round(difference.low, 4), round(difference.high, 4)],
        "users": int(anew.metrics["users_judged"]),
    }
