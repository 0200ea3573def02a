"""What a new shopper is asked about."""

import numpy as np

from recommendations.engine.picks import diverse_picks

AXES = np.eye(3, dtype=np.float32)


class DiversePicksTests:
    def test_most_popular_comes_first_and_its_like_last(self):
        vectors = AXES[[0, 0, 1, 2]]

        assert diverse_picks(np.array([1.0, 0.9, 0.5, 0.2]), vectors, 4) == [0, 2, 3, 1]

    def test_popularity_decides_between_items_that_are_as_far(self):
        assert diverse_picks(np.array([1.0, 0.1, 0.9]), AXES, 2) == [0, 2]

    def test_item_without_vector_may_be_picked(self):
        vectors = np.array([[1, 0], [1, 0], [0, 0]], dtype=np.float32)

        assert diverse_picks(np.array([1.0, 1.0, 0.0]), vectors, 2) == [0, 2]

    def test_no_item_is_picked_twice_when_more_are_asked_for(self):
        assert diverse_picks(np.zeros(3), AXES, 9) == [0, 1, 2]
        assert diverse_picks(np.zeros(0), AXES[:0], 3) == []
