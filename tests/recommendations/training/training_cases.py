"""Interactions for the tests of training."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from recommendations.training.types import Interaction

NOW = datetime(2026, 6, 30, tzinfo=UTC)


def act(user: int, item: int, weight: float = 1.0, *, days: float = 0, segment: str = "") -> Interaction:
    return Interaction(user, item, weight, NOW - timedelta(days=days), segment)


# Times of their own, so that "the latest items of a user" means one thing.
histories = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.integers(0, 9),
        st.sampled_from([1.0, 3.0, 4.0]),
        st.integers(0, 3000),
        st.sampled_from(["", "de", "en"]),
    ),
    max_size=40,
    unique_by=lambda row: row[3],
).map(lambda rows: [act(user, item, weight, days=at / 10, segment=s) for user, item, weight, at, s in rows])
