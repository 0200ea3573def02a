"""Starts a training from a model that was trained before, so that few epochs are enough."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from recommendations.engine.sequence import Weights
from recommendations.training.sequence.config import SequenceConfig
from recommendations.training.sequence.content import Content

if TYPE_CHECKING:
    from recommendations.training.sequence.network import Parameters
_OF_ITEMS = ("items", "bias")
_OF_EVENTS = ("event_types", "gaps")


@dataclass(frozen=True, slots=True)
class WarmStart:
    """A trained model, and the number that each item of today, (n_items,), had in it; -1 for one it did not know."""

    weights: Weights
    numbers: NDArray[np.int64]


def fits(weights: Weights, config: SequenceConfig, content_width: int) -> bool:
    """Tell whether a training with these settings and content vectors of this width can go on from the weights."""
    shape = (
        int(weights["layers"]),
        int(weights["longest"]),
        weights["items"].shape[1],
        weights["content"].shape[0] if "content" in weights else 0,
        len(weights["block0.relative"]) if "block0.relative" in weights else 0,
    )
    wanted = (config.layers, config.longest, config.dimension, content_width, config.heads if config.layers else 0)
    return shape == wanted and all(name in weights for name in _OF_EVENTS)


def warmed(parameters: "Parameters", start: WarmStart, content: Content | None) -> "Parameters":
    """Return fresh parameters with what the earlier model had learned in their place.

    An item that it did not know has no embedding of its own yet: its vector is its content alone, as it was served
    until now, and its bias is the usual one. A type of event that it did not know counts nothing yet.
    """
    import torch

    known = start.numbers >= 0
    learned = {name: np.asarray(value) for name, value in start.weights.items() if name in parameters}
    usual = np.median(learned["bias"]) if len(learned["bias"]) else 0.0
    learned["items"] = np.where(known[:, None], learned["items"][start.numbers], 0.0)
    learned["bias"] = np.where(known, learned["bias"][start.numbers], usual)
    if content is not None:
        learned["content"] = content.directions.T @ learned["content"]
    with torch.no_grad():
        for name, value in learned.items():
            parameters[name][: len(value)].copy_(torch.from_numpy(np.ascontiguousarray(value))[: len(parameters[name])])
    return parameters
