"""Fits the sequence model to a shop: settings for its size, a split by time, the item embeddings that are served."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.histories import Step, gaps_days, type_numbers
from recommendations.engine.item_embeddings import item_embeddings
from recommendations.evaluation.metrics.intervals import Interval, paired_interval
from recommendations.evaluation.metrics.next_item import gains_at_k, hits_at_k
from recommendations.evaluation.runner import Outcome, ask
from recommendations.training.recommender import FloatMatrix, Progress, TrainingData, silent
from recommendations.training.sequence.config import SequenceConfig
from recommendations.training.sequence.model import SequenceRecommender
from recommendations.training.shop_warm import Former, Training, objection, warm_settings, warm_start

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
    before_known: NDArray[np.int64]
    curve: list[dict[str, Any]]
    training: Training
    gains: NDArray[np.float64]  # NDCG@10 of each user who was asked about


@dataclass(frozen=True, slots=True)
class Asked:
    """What is learned from, and what is asked afterwards."""

    shop: Shop
    keys: Sequence[int]  # of the items
    content: FloatMatrix  # (n_items, width)
    before: Shop
    held_out: Sequence[int]
    cut: datetime


def fit_sequence(
    shop: Shop,
    content: FloatMatrix,
    progress: Progress = silent,
    *,
    keys: Sequence[int] = (),
    former: Former | None = None,
    why_full: str = "",
    checkpoints: Path | None = None,
) -> FittedSequence | None:
    """Train on all but the latest tenth of the steps, then on all; None where there are too few.

    `content` is (n_items, width). An item that nobody has acted on is embedded by its content alone, like one that
    comes later. With a `former` model, and `keys` of the items to find them in it, the training goes on from there in
    few epochs, unless that cannot be or the outcome is worse than the former; else, or where `why_full` asks for it,
    it starts anew and stops early. In the folder `checkpoints` a broken off training is taken up.
    """
    if sum(map(len, shop)) < FEWEST_STEPS:
        return None
    asked = Asked(shop, keys or range(len(content)), content, *split_by_time(shop), held_out_from(shop))
    started = time.process_time()
    settings = settings_for(asked.before)
    why_full = why_full or objection(former, settings, content.shape[1], asked.cut)
    if former and not why_full:
        fitted = _gone_on(asked, former, settings, checkpoints, progress)
        if fitted is not None:
            return _timed(fitted, started)
        why_full = "worse"
    return _timed(_anew(asked, settings, why_full, checkpoints, progress), started)


def _anew(
    asked: Asked, settings: SequenceConfig, why_full: str, checkpoints: Path | None, progress: Progress
) -> FittedSequence:
    """Train with early stopping on what is held out, then anew on all for as many epochs."""
    curve: list[dict[str, Any]] = []
    before = SequenceRecommender(settings, checkpoint=_file(checkpoints, "before"))
    before.fit(training_data(asked.before, asked.content, asked.held_out), _recorded(curve, progress))
    whole = SequenceRecommender(settings, checkpoint=_file(checkpoints, "whole"))
    whole.best_epoch = before.best_epoch
    whole.refit(training_data(asked.shop, asked.content), silent)
    training = Training("full", why_full, (int(curve[-1]["epoch"]), before.best_epoch), 0, 0.0)
    return _fitted(asked, before, whole, curve, training)


def _gone_on(
    asked: Asked, former: Former, settings: SequenceConfig, checkpoints: Path | None, progress: Progress
) -> FittedSequence | None:
    """Go on from both former models; None where the one that is judged got worse by it than chance explains."""
    curve: list[dict[str, Any]] = []
    steps = former.steps + 1
    start = warm_start(former.before, former.before_items, asked.keys)
    before = SequenceRecommender(
        warm_settings(settings, former.epochs[0], steps), checkpoint=_file(checkpoints, "warm-before"), start=start
    )
    before.fit(training_data(asked.before, asked.content, asked.held_out), _recorded(curve, progress))
    unmoved = SequenceRecommender(replace(before.config, epochs=0), start=start)
    unmoved.fit(training_data(asked.before, asked.content))
    if paired_interval(_gains(before, asked), _gains(unmoved, asked)).high < 0:
        return None
    whole = SequenceRecommender(
        warm_settings(settings, former.epochs[1], steps),
        checkpoint=_file(checkpoints, "warm-whole"),
        start=warm_start(former.whole, former.whole_items, asked.keys),
    )
    whole.fit(training_data(asked.shop, asked.content), silent)
    return _fitted(asked, before, whole, curve, Training("warm", "", former.epochs, steps, 0.0))


def _fitted(
    asked: Asked,
    before: SequenceRecommender,
    whole: SequenceRecommender,
    curve: list[dict[str, Any]],
    training: Training,
) -> FittedSequence:
    known = _acted_on(asked.shop, len(asked.content))
    metrics, lift, gains = _judged(before, asked)
    return FittedSequence(
        weights=whole.weights,
        known=known,
        embeddings=item_embeddings(whole.weights, asked.content, known),
        metrics=metrics,
        lift=lift,
        cut=asked.cut,
        before=before.weights,
        before_known=_acted_on(asked.before, len(asked.content)),
        curve=curve,
        training=training,
        gains=gains,
    )


def _timed(fitted: FittedSequence, started: float) -> FittedSequence:
    seconds = round(time.process_time() - started, 1)
    return replace(fitted, training=replace(fitted.training, seconds=seconds))


def _recorded(curve: list[dict[str, Any]], progress: Progress) -> Progress:
    def report(point: dict[str, Any]) -> None:
        curve.append(point)
        progress(point)

    return report


def _file(folder: Path | None, name: str) -> Path | None:
    return folder / f"{name}.pt" if folder else None


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


def _judged(model: SequenceRecommender, asked: Asked) -> tuple[dict[str, float], Interval, NDArray[np.float64]]:
    places = _asked_about(asked)
    if not places:
        return {}, Interval(0.0, 0.0, 0.0), np.zeros(0)
    ours = _outcome(model, asked, places)
    counts = np.bincount([step.item for steps in asked.before for step in steps], minlength=len(asked.content))
    popular = ask(
        lambda some: np.tile(counts.astype(np.float32), (len(some), 1)),
        [[step.item for step in asked.before[at]] for at in places],
        [asked.held_out[at] for at in places],
    )
    gains, baseline = gains_at_k(ours.ranks, K), gains_at_k(popular.ranks, K)
    figures = {
        "ndcg_at_10": float(gains.mean()),
        "ndcg_at_10_popularity": float(baseline.mean()),
        "hr_at_10": float(hits_at_k(ours.ranks, K).mean()),
        "users_judged": float(len(places)),
    }
    return figures, paired_interval(gains, baseline), gains


def _gains(model: SequenceRecommender, asked: Asked) -> NDArray[np.float64]:
    places = _asked_about(asked)
    gains: NDArray[np.float64] = gains_at_k(_outcome(model, asked, places).ranks, K) if places else np.zeros(1)
    return gains


def _asked_about(asked: Asked) -> list[int]:
    return [at for at, item in enumerate(asked.held_out) if item >= 0 and asked.before[at]]


def _outcome(model: SequenceRecommender, asked: Asked, places: Sequence[int]) -> Outcome:
    data = training_data([asked.before[at] for at in places], np.zeros((0, 0), dtype=np.float32))
    users = iter(model.user_embeddings(data.sequences, data.event_types, data.gaps_days))
    return ask(
        lambda some: np.stack([next(users) for _ in some]) @ model.vectors.T + model.weights["bias"],
        data.sequences,
        [asked.held_out[at] for at in places],
    )
