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
class Purchase:
    """One purchase of the shop."""

    shopper: int
    product: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How the shop's shoppers buy a thing again: the usual interval, from how many repeats, and a factor a phase."""

    interval_days: float
    repeats: int
    factors: tuple[float, float, float, float]  # fresh, nearing, due, lapsed: want against its mean after a purchase


@dataclass(frozen=True, slots=True)
class Season:
    """What an interest is worth in each month ("month": 12 factors) or on each weekday ("weekday": 7, Monday first)."""

    unit: str
    factors: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What interest modelling knows of products.

    `base_rates`: the share of the catalog that has a feature (0–1]; `labels`: a feature in words; `brand_shares`:
    (category, brand) → the brand's share of that category's products (0–1]; `rhythms`: what is used up and bought
    again; `seasons`: in which months the shop's shoppers turn to a thing.
    """

    features: Mapping[int, Mapping[Key, float]] = field(default_factory=dict)  # product → feature → confidence
    base_rates: Mapping[Key, float] = field(default_factory=dict)
    labels: Mapping[Key, str] = field(default_factory=dict)
    vectors: Mapping[int, NDArray[np.float32]] = field(default_factory=dict)  # product → (dimension,), length 1
    prices: Mapping[int, float] = field(default_factory=dict)
    brand_shares: Mapping[tuple[Key, Key], float] = field(default_factory=dict)
    rhythms: Mapping[Key, Rhythm] = field(default_factory=dict)
    seasons: Mapping[Key, Season] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loyalty:
    """So many of the purchases where a brand could have been bought were of that brand."""

    bought: int
    of: int


@dataclass(frozen=True, slots=True)
class Visiting:
    """An interest of the latest visit: how strong in it, 0–1, and when the visit's last event was."""

    strength: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Repeat:
    """Something used up: when it was last bought, and after how many days this shopper buys it again."""

    bought_at: datetime
    interval_days: float
    factors: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of an interest besides its lasting weight, and what makes its weight pass with time."""

    measured_at: datetime | None = None  # the shopper's latest event
    visiting: Visiting | None = None
    repeat: Repeat | None = None
    season: Season | None = None
    loyalty: Loyalty | None = None


NO_TRAITS = Traits()


@dataclass(frozen=True, slots=True)
class Tag:
    """One interest: weight 0–1 (the strongest has 1) and the events behind it, strongest first."""

    key: Key
    label: str
    weight: float
    evidence: tuple[str, ...]
    one_off: bool = False
    traits: Traits = NO_TRAITS


@dataclass(frozen=True, slots=True)
class Cluster:
    """One interest as a vector: the weighted mean of its points, length 1; weights sum to 1 over a shopper."""

    centre: NDArray[np.float32]
    weight: float
    label: str
