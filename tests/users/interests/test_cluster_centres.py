"""Interests as vectors: which points share a centre, where it lies, what it weighs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.users.interests.interest_cases import weighed
from users.interests.clusters import ClusterConfig, cluster
from users.interests.types import Catalogue


def unit(*shares: float) -> np.ndarray:
    vector = np.array(shares, dtype=np.float32)
    return vector / np.linalg.norm(vector)


def nothing(texts) -> np.ndarray:
    return np.zeros((len(texts), 2), np.float32)


def shop(*vectors) -> Catalogue:
    """Products 1, 2, … with these vectors."""
    return Catalogue(vectors={product: unit(*shares) for product, shares in enumerate(vectors, start=1)})


class ClusterCentresTests:
    def test_centre_is_the_weighted_mean_when_points_are_alike(self):
        rows = [weighed("a", 3.0, product=1), weighed("b", 1.0, product=2)]

        [centre] = cluster(rows, shop((1, 0), (0.8, 0.6)), nothing)

        assert centre.centre == pytest.approx(unit(3 + 0.8, 0.6), abs=1e-6)
        assert (centre.weight, centre.label) == (1.0, "product:1")

    @pytest.mark.parametrize(("cosine", "centres"), [(0.54, 2), (0.56, 1)])
    def test_point_joins_a_centre_when_it_is_alike_enough(self, cosine, centres):
        rows = [weighed("a", 3.0, product=1), weighed("b", 1.0, product=2)]

        assert len(cluster(rows, shop((1, 0), (cosine, np.sqrt(1 - cosine**2))), nothing)) == centres

    def test_point_joins_the_nearest_centre_when_there_are_as_many_as_may_be(self):
        rows = [weighed("a", 4.0, product=1), weighed("b", 3.0, product=2), weighed("c", 1.0, product=3)]

        found = cluster(rows, shop((1, 0, 0), (0, 1, 0), (0, 0.1, 1)), nothing, ClusterConfig(most=2))

        assert [(centre.label, centre.weight) for centre in found] == [("product:1", 0.5), ("product:2", 0.5)]
        assert found[1].centre == pytest.approx(unit(0, 3 + 0.1 / 1.01**0.5, 1 / 1.01**0.5), abs=1e-6)

    def test_events_of_a_product_count_together_when_there_are_several(self):
        rows = [weighed("a", 2.0, product=1), weighed("b", 3.0, product=2), weighed("c", 2.0, product=1)]

        found = cluster(rows, shop((1, 0), (0, 1)), nothing)

        assert [(centre.label, round(centre.weight, 6)) for centre in found] == [
            ("product:1", round(4 / 7, 6)),
            ("product:2", round(3 / 7, 6)),
        ]

    def test_product_is_no_interest_when_it_was_dismissed_after_a_look(self):
        rows = [weighed("a", 1.0, product=1), weighed("b", -3.0, product=1, kind="dismiss")]

        assert cluster(rows, shop((1, 0)), nothing) == []

    def test_query_is_encoded_once_when_it_was_searched_twice(self):
        asked = []

        def encode(texts):
            asked.extend(texts)
            return np.array([unit(1, 0)] * len(texts))

        rows = [weighed(name, 2.0, product=None, kind="search", query="tea") for name in ("a", "b")]

        assert [centre.label for centre in cluster(rows, Catalogue(), encode)] == ["query:tea"]
        assert asked == ["tea"]

    def test_heaviest_points_count_when_there_are_too_many(self):
        rows = [weighed("a", 1.0, product=1), weighed("b", 2.0, product=2)]

        [centre] = cluster(rows, shop((1, 0), (0, 1)), nothing, ClusterConfig(most_points=1))

        assert (centre.label, centre.weight) == ("product:2", 1.0)

    @given(
        st.lists(st.tuples(st.integers(1, 6), st.floats(0.1, 4)), min_size=1, max_size=20),
        st.integers(1, 5),
    )
    def test_centres_are_few_of_length_one_and_share_all_attention_when_history_is_any(self, looks, most):
        vectors = [(1, 0, 0), (0.9, 0.1, 0), (0, 1, 0), (0, 0.9, 0.2), (0, 0, 1), (-1, 0, 0)]
        rows = [weighed(f"e{n}", weight, product=product) for n, (product, weight) in enumerate(looks)]

        centres = cluster(rows, shop(*vectors), nothing, ClusterConfig(most=most))

        assert 1 <= len(centres) <= most
        assert sum(centre.weight for centre in centres) == pytest.approx(1.0)
        weights = [centre.weight for centre in centres]
        assert weights == sorted(weights, reverse=True)
        assert len({centre.label for centre in centres}) == len(centres)
        if most >= 4:  # few enough directions that none is forced upon another
            assert [float(np.linalg.norm(centre.centre)) for centre in centres] == pytest.approx([1.0] * len(centres))
