"""What every trained recommender offers, and the data that it is fitted to."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatMatrix = NDArray[np.float32]
Histories = Sequence[Sequence[int]]  # items of each user, oldest first
Progress = Callable[[dict[str, Any]], None]  # one point of a learning curve: {"epoch": 3, "loss": 8.1, …}


@dataclass(frozen=True, slots=True)
class TrainingData:
    """What a model is fitted to. Items are 0 … n_items - 1; their order says nothing, and no model may read it."""

    sequences: Histories
    n_items: int
    content: FloatMatrix | None = None  # (n_items, width); rows of length 1, or zeros where nothing is known
    held_out: Sequence[int] | None = None  # next item of each sequence, -1 for none: chooses settings, fits nothing
    event_types: Sequence[Sequence[int]] | None = None  # as `sequences`; from 0
    gaps_days: Sequence[Sequence[float]] | None = None  # as `sequences`; days since the event before, 0 for the first
    words: Any = None  # sparse (n_items, n_words), most frequent first, see training.words; None: there are no texts


def silent(_: dict[str, Any]) -> None:
    """Report progress to nobody."""


class Recommender(ABC):
    """Scores every item for every history."""

    name: str

    @abstractmethod
    def fit(self, data: TrainingData, progress: Progress = silent) -> None:
        """Learn from `data.sequences`; settings that are chosen are chosen on `data.held_out`."""

    @abstractmethod
    def scores(self, histories: Histories) -> FloatMatrix:
        """Return float32 (len(histories), n_items), greater is better; items of the history are not taken out.

        An empty history gets the scores of a user about whom nothing is known.
        """

    def refit(self, data: TrainingData, progress: Progress = silent) -> None:
        """Learn anew from more data with the settings that the first fit chose."""
        self.fit(data, progress)


def recency_weights(length: int, decay: float) -> FloatMatrix:
    """Return decay ** (steps back from the newest), oldest first; (length,)."""
    return np.power(np.float32(decay), np.arange(length - 1, -1, -1, dtype=np.float32))
