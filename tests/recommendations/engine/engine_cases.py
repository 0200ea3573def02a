"""Values for the engine's tests: a test states only what it is about."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
from hypothesis import strategies as st

from recommendations.engine.candidates import Candidates, Ground
from recommendations.engine.pipeline import Inputs
from recommendations.engine.ranking.blend import NAMES, SOURCES, rank
from recommendations.engine.ranking.judgement import Judgement
from recommendations.engine.rules.audience import Visitor
from recommendations.engine.rules.book import AtWork, Rule, RuleBook
from recommendations.engine.rules.columns import Columns
from recommendations.engine.rules.conditions import Key
from recommendations.engine.types import Item, Placed, Profile, Scored

RED, WOOL, TEA, DRY = (
    ("attribute", "colour", "red"),
    ("attribute", "material", "wool"),
    ("category", "category", "Drinks > Tea"),
    ("function", "function", "waterproof"),
)
KEYS = (RED, WOOL, TEA, DRY)


def item(pk: int, *, price: float | None = None, features: Collection[tuple[str, str, str]] = ()) -> Item:
    return Item(pk, f"p{pk:03}", "Norda", price, frozenset(features))


@dataclass(frozen=True)
class Candidate:
    """One row of `Candidates`."""

    pk: int
    sources: Mapping[str, float] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)
    price: float | None = None
    features: frozenset[tuple[str, str, str]] = frozenset()
    judged: float | None = None
    age_days: float = math.inf
    brand: str = "Norda"
    category: int = 0
    stock: int | None = None


def candidate(
    pk: int,
    sources: Mapping[str, float] | None = None,
    *,
    features: Collection[tuple[str, str, str]] = (),
    **values,
) -> Candidate:
    return Candidate(pk, sources or {}, features=frozenset(features), **values)


def columns(rows: Iterable[Candidate]) -> Candidates:
    """Turn rows into columns, in the order of their item ids, which is that of their keys."""
    some = sorted(rows, key=lambda row: row.pk)
    tags = sorted({key for row in some for key in row.features})

    def numbers(*values: float | None) -> np.ndarray:
        return np.array(values, dtype=np.float64)

    def table(rows: list[list[float]], width: int) -> np.ndarray:
        return np.array(rows, dtype=np.float64).reshape(len(rows), width)

    return Candidates(
        pk=np.array([row.pk for row in some], dtype=np.int64),
        item_id=np.array([f"p{row.pk:03}" for row in some], dtype=object),
        brand=np.array([row.brand for row in some], dtype=object),
        category=np.array([row.category for row in some], dtype=np.int64),
        price=numbers(*(row.price for row in some)),
        stock=numbers(*(row.stock for row in some)),
        age_days=numbers(*(row.age_days for row in some)),
        scores=table([[row.sources.get(name, 0.0) for name in SOURCES] for row in some], len(SOURCES)),
        judged=numbers(*(row.judged for row in some)),
        matches=table([[key in row.features for key in tags] for row in some], len(tags)).astype(bool),
        tags=tags,
        grounds={name: _ground([row.because.get(name, "") for row in some]) for name in SOURCES},
    )


def _ground(words: list[str]) -> Ground:
    return Ground(words, np.array([at if word else -1 for at, word in enumerate(words)], dtype=np.int64))


def ranked(
    rows: Iterable[Candidate],
    profile: Profile,
    weights: Mapping[str, float],
    limit: int | None = None,
    judgement: Judgement | None = None,
) -> list[Scored]:
    """Rank rows and return the best as items with factors."""
    ranking = rank(columns(rows), profile, weights, judgement)
    return [ranking.scored(row) for row in ranking.order[:limit]]


@dataclass(frozen=True)
class RuleSet:
    """Products to hide → rule, and position → (rule, product) of pins."""

    hidden: Mapping[int, int] = field(default_factory=dict)
    pins: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def at_work(self) -> AtWork:
        rules = [Rule(key, "hide", products=(pk,), condition=Key(pk)) for pk, key in self.hidden.items()]
        rules += [Rule(key, "pin", products=(pk,), position=at) for at, (key, pk) in self.pins.items()]
        return RuleBook(rules).at_work("home", datetime(2026, 6, 1, tzinfo=UTC), Visitor())


def inputs(
    found: Sequence[Candidate],
    profile: Profile,
    weights: Mapping[str, float],
    rules: RuleSet | None = None,
    pinned: Sequence[Candidate] = (),
    **values,
) -> Inputs:
    """What a list is made of: the rows that retrieval found, and those of pins, which it may have found too."""
    every = {row.pk: row for row in (*found, *pinned)}
    table = columns(every.values())
    return Inputs(
        candidates=table,
        profile=profile,
        weights=weights,
        rules=(rules or RuleSet()).at_work(),
        columns=Columns(pk=table.pk.tolist()),
        ranked=np.isin(table.pk, [row.pk for row in found]),
        placeable={row.pk for row in pinned},
        **values,
    )


def pks(placed: Iterable[Placed]) -> list[int]:
    return [row.scored.item.pk for row in placed]


shares = st.floats(0, 1, allow_subnormal=False)
weights = st.dictionaries(st.sampled_from(NAMES), shares, min_size=1)
prices = st.none() | st.floats(0, 10_000, allow_subnormal=False)
features = st.frozensets(st.sampled_from(KEYS))


@st.composite
def candidates(draw: st.DrawFn, most: int = 25) -> list[Candidate]:
    """Items with keys of their own, some of them equal in all that ranking reads."""
    keys = draw(st.lists(st.integers(1, 99), unique=True, max_size=most))
    sources = st.dictionaries(st.sampled_from(SOURCES), shares)
    return [candidate(pk, draw(sources), price=draw(prices), features=draw(features)) for pk in keys]


profiles = st.builds(
    Profile,
    tags=st.dictionaries(st.sampled_from(KEYS), shares),
    price_level=st.none() | st.floats(-2, 8),
    price_spread=st.none() | st.floats(0, 3),
)


@st.composite
def rule_sets(draw: st.DrawFn) -> RuleSet:
    """Each product is pinned once at most, as the database sees to; it may be hidden too."""
    pinned = draw(st.lists(st.integers(1, 99), unique=True, max_size=6))
    places = draw(st.lists(st.integers(1, 30), unique=True, min_size=len(pinned), max_size=len(pinned)))
    hidden = draw(st.lists(st.integers(1, 99), unique=True, max_size=6))
    pins = {place: (1000 + pk, pk) for place, pk in zip(places, pinned, strict=True)}
    return RuleSet(hidden={pk: 2000 + pk for pk in hidden}, pins=pins)
