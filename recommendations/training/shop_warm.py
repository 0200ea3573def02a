"""Goes on from the shop's model in use: when that may be done, and with which settings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.sequence import Weights
from recommendations.training.sequence.config import SequenceConfig
from recommendations.training.sequence.warm import WarmStart, fits

SHARE = 0.15  # of the epochs of the full training
RATE = 0.3  # of its learning rate, falling to nearly 0 again


@dataclass(frozen=True, slots=True)
class Former:
    """What an earlier training left behind.

    There are two models, because what is held out must be new to the model that is judged on it: `before` knew
    nothing from the moment `cut` on, and is gone on with to a later one; `whole` knew everything, and is what serves.
    `epochs` are those of the last full training: run on what was before the moment, and found best.
    """

    before: Weights
    before_items: NDArray[np.int64]  # key of each of its items, -1 for one that nobody had acted on
    whole: Weights
    whole_items: NDArray[np.int64]
    cut: datetime
    epochs: tuple[int, int]
    steps: int = 0  # trainings since the last full one


@dataclass(frozen=True, slots=True)
class Training:
    """How a model was trained."""

    kind: str  # "full" or "warm"
    why_full: str  # "" for a warm one; "first", "settings", "moment", "worse", or what the caller said
    epochs: tuple[int, int]  # of the last full training
    steps: int  # trainings since the last full one
    seconds: float  # of the processor


def objection(former: Former | None, config: SequenceConfig, content_width: int, cut: datetime) -> str:
    """Return why a training cannot go on from an earlier one, "" where it can."""
    if former is None:
        return "first"
    if not all(fits(weights, config, content_width) for weights in (former.before, former.whole)):
        return "settings"
    # It would have learned from what is held out now, where events were lost, or came late.
    return "moment" if former.cut > cut else ""


def warm_settings(config: SequenceConfig, epochs: int, steps: int) -> SequenceConfig:
    """Return the settings of a training that goes on, where a full one took that many epochs.

    It is judged once, at its end: what is held out chooses nothing.
    """
    few = max(1, round(SHARE * epochs))
    return replace(
        config,
        epochs=few,
        evaluate_every=few,
        learning_rate=RATE * config.learning_rate,
        warm_up=10,
        seed=config.seed + steps,
    )


def warm_start(weights: Weights, items: NDArray[np.int64], keys: Sequence[int]) -> WarmStart:
    """Return the start for a training on the items of these keys."""
    places = {key: at for at, key in enumerate(items.tolist())}
    return WarmStart(weights, np.array([places.get(key, -1) for key in keys], dtype=np.int64))
