"""The values that interest modelling works on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

Key = tuple[str, str, str]  # kind, name, normalised value


@dataclass(frozen=True, slots=True)
class Event:
    """One event of one shopper; `product` is a key of `Catalogue`."""

    event_id: str
    type: str
    occurred_at: datetime
    product: int | None = None
    query: str = ""


@dataclass(frozen=True, slots=True)
class Weighted:
    """An event with what it counts as evidence of interest; negative for a dismissal."""

    event: Event
    weight: float


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What interest modelling knows of products.

    `base_rates`: the share of the catalog that has a feature (0–1]; `labels`: a feature in words.
    """

    features: Mapping[int, Mapping[Key, float]] = field(default_factory=dict)  # product → feature → confidence
    base_rates: Mapping[Key, float] = field(default_factory=dict)
    labels: Mapping[Key, str] = field(default_factory=dict)
    vectors: Mapping[int, NDArray[np.float32]] = field(default_factory=dict)  # product → (dimension,), length 1
    prices: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tag:
    """One interest: weight 0–1 (the strongest has 1) and the events behind it, strongest first."""

    key: Key
    label: str
    weight: float
    evidence: tuple[str, ...]
    one_off: bool = False


@dataclass(frozen=True, slots=True)
class Cluster:
    """One interest as a vector: the weighted mean of its points, length 1; weights sum to 1 over a shopper."""

    centre: NDArray[np.float32]
    weight: float
    label: str
