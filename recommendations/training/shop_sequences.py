"""Fits the sequence model to a shop: settings for its size, a split by time, the item embeddings that are served."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.histories import Step, gaps_days, type_numbers
from recommendations.engine.item_embeddings import item_embeddings
from recommendations.evaluation.metrics.intervals import Interval, paired_interval
from recommendations.evaluation.metrics.next_item import gains_at_k, hits_at_k
from recommendations.evaluation.runner import ask
from recommendations.training.recommender import FloatMatrix, Progress, TrainingData, silent
from recommendations.training.sequence.config import SequenceConfig
from recommendations.training.sequence.model import SequenceRecommender

Shop = Sequence[Sequence[Step]]  # of each user, oldest first; items are 0 … n_items - 1
HELD_OUT = 0.1  # share of the steps, the latest, that settings are chosen on
FEWEST_STEPS = 200  # a shop with fewer learns nothing that popularity does not know
UPDATES = 2500  # that the network needs at least, whatever the shop's size
MOST_EPOCHS, FEWEST_EPOCHS = 150, 24
K = 10


@dataclass(frozen=True, slots=True)
class FittedSequence:
    """A trained model: arrays for serving, (n_items, d + 1) embeddings, the figures on what was held out."""

    weights: dict[str, FloatMatrix]
    known: NDArray[np.int64]  # each item's number, -1 for one that nobody has acted on
    embeddings: FloatMatrix
    metrics: dict[str, float]
    lift: Interval  # of NDCG@10 over popularity, user by user, on what was held out
    cut: datetime  # when what was held out begins
    before: dict[str, FloatMatrix]  # the arrays of the model that knew nothing from then on
    curve: list[dict[str, Any]]


def fit_sequence(shop: Shop, content: FloatMatrix, progress: Progress = silent) -> FittedSequence | None:
    """Train with early stopping on the latest tenth of the steps, then anew on all; None where there are too few.

    `content` is (n_items, width). An item that nobody has acted on is embedded by its content alone, like one that
    comes later.
    """
    if sum(map(len, shop)) < FEWEST_STEPS:
        return None
    curve: list[dict[str, Any]] = []

    def report(point: dict[str, Any]) -> None:
        curve.append(point)
        progress(point)

    before, held_out = split_by_time(shop)
    model = SequenceRecommender(settings_for(before))
    model.fit(training_data(before, content, held_out), report)
    metrics, lift = _judged(model, before, held_out)
    past = model.weights
    model.refit(training_data(shop, content), silent)
    known = _acted_on(shop, len(content))
    embeddings = item_embeddings(model.weights, content, known)
    return FittedSequence(model.weights, known, embeddings, metrics, lift, held_out_from(shop), past, curve)


def held_out_from(shop: Shop) -> datetime:
    """Return the moment at which the latest tenth of the steps begins."""
    moments = sorted(step.occurred_at for steps in shop for step in steps)
    return moments[int(len(moments) * (1 - HELD_OUT))]


def split_by_time(shop: Shop) -> tuple[list[list[Step]], list[int]]:
    """Return each user's steps before the latest tenth of all, and the item of their next step, -1 for none."""
    cut = held_out_from(shop)
    before = [[step for step in steps if step.occurred_at < cut] for steps in shop]
    after = [next((step.item for step in steps if step.occurred_at >= cut), -1) for steps in shop]
    fresh = [item if item not in {step.item for step in seen} else -1 for item, seen in zip(after, before, strict=True)]
    return before, fresh


def settings_for(shop: Shop) -> SequenceConfig:
    """Return settings by which a small shop gets as many updates as it needs, and a large one no more than that."""
    users = sum(len(steps) > 1 for steps in shop)
    batch_size = 64 if users < 5000 else 128
    epochs = int(np.clip(UPDATES * batch_size / max(users, 1), FEWEST_EPOCHS, MOST_EPOCHS))
    return SequenceConfig(batch_size=batch_size, epochs=epochs, evaluate_every=max(1, epochs // 12))


def training_data(shop: Shop, content: FloatMatrix, held_out: Sequence[int] | None = None) -> TrainingData:
    """Return what the model is fitted to."""
    return TrainingData(
        sequences=[[step.item for step in steps] for steps in shop],
        n_items=len(content),
        content=content,
        held_out=held_out,
        event_types=[type_numbers(steps) for steps in shop],
        gaps_days=[gaps_days(steps) for steps in shop],
    )


def _acted_on(shop: Shop, n_items: int) -> NDArray[np.int64]:
    known = np.full(n_items, -1, dtype=np.int64)
    items = sorted({step.item for steps in shop for step in steps})
    known[items] = items
    return known


def _judged(model: SequenceRecommender, before: Shop, held_out: Sequence[int]) -> tuple[dict[str, float], Interval]:
    asked = [at for at, item in enumerate(held_out) if item >= 0 and before[at]]
    if not asked:
        return {}, Interval(0.0, 0.0, 0.0)
    data = training_data([before[at] for at in asked], np.zeros((0, 0), dtype=np.float32))
    users = iter(model.user_embeddings(data.sequences, data.event_types, data.gaps_days))
    counts = np.bincount([step.item for steps in before for step in steps], minlength=len(model.vectors))
    targets = [held_out[at] for at in asked]
    ours = ask(
        lambda some: np.stack([next(users) for _ in some]) @ model.vectors.T + model.weights["bias"],
        data.sequences,
        targets,
    )
    popular = ask(lambda some: np.tile(counts.astype(np.float32), (len(some), 1)), data.sequences, targets)
    gains, baseline = gains_at_k(ours.ranks, K), gains_at_k(popular.ranks, K)
    figures = {
        "ndcg_at_10": float(gains.mean()),
        "ndcg_at_10_popularity": float(baseline.mean()),
        "hr_at_10": float(hits_at_k(ours.ranks, K).mean()),
        "users_judged": float(len(asked)),
    }
    return figures, paired_interval(gains, baseline)
