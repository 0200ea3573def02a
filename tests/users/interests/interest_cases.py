"""Events and catalogs for the tests of interest modelling."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from users.interests.types import Catalogue, Event, Weighted

NOW = datetime(2026, 6, 30, tzinfo=UTC)
RED, BLUE, TEA = ("attribute", "colour", "red"), ("attribute", "colour", "blue"), ("category", "category", "tea")
KINDS = ["view", "click", "search", "like", "cart", "purchase", "dismiss", "impression"]


def event(name: str, kind: str = "view", *, product: int | None = 1, seconds: float = 0, query: str = "") -> Event:
    """Return an event this long before now."""
    return Event(name, kind, NOW - timedelta(seconds=seconds), product, query)


def weighed(name: str, weight: float, *, product: int | None = 1, kind: str = "view", query: str = "") -> Weighted:
    return Weighted(event(name, kind, product=product, query=query), weight)


def catalogue(features: dict[int, dict], **base_rates: float) -> Catalogue:
    """Return a catalog in which each feature has the rate .1, or the one given by its value."""
    keys = {key for of_product in features.values() for key in of_product}
    return Catalogue(features=features, base_rates={key: base_rates.get(key[2], 0.1) for key in keys})


def _named(rows: list[tuple[str, int, int]]) -> list[Event]:
    return [
        event(f"e{n}", kind, product=None, seconds=at, query="tea")
        if kind == "search"
        else event(f"e{n}", kind, product=product, seconds=at)
        for n, (kind, product, at) in enumerate(rows)
    ]


histories = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(1, 4), st.integers(-3_600, 30 * 86_400)), max_size=60
).map(_named)
