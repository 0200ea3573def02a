"""Values for the engine's tests: a test states only what it is about."""

from collections.abc import Collection, Mapping

from hypothesis import strategies as st

from recommendations.engine.ranking.blend import NAMES, SOURCES
from recommendations.engine.types import Candidate, Factor, Item, Placed, Profile, RuleSet, Scored

RED, WOOL, TEA, DRY = (
    ("attribute", "colour", "red"),
    ("attribute", "material", "wool"),
    ("category", "category", "Drinks > Tea"),
    ("function", "function", "waterproof"),
)
KEYS = (RED, WOOL, TEA, DRY)


def item(pk: int, *, price: float | None = None, features: Collection[tuple[str, str, str]] = ()) -> Item:
    return Item(pk, f"p{pk:03}", "Norda", price, frozenset(features))


def candidate(
    pk: int,
    sources: Mapping[str, float] | None = None,
    *,
    because: Mapping[str, str] | None = None,
    price: float | None = None,
    features: Collection[tuple[str, str, str]] = (),
) -> Candidate:
    return Candidate(item(pk, price=price, features=features), sources or {}, because or {})


def scored(pk: int, score: float = 0.5) -> Scored:
    return Scored(item(pk), score, (Factor("popular", score, 1.0),))


def ranking(*pks: int) -> list[Scored]:
    return [scored(pk, 1 - place / 100) for place, pk in enumerate(pks)]


def pks(placed: Collection[Placed]) -> list[int]:
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
