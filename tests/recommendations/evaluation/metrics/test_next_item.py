"""Tests of accuracy with one right item."""

import numpy as np

from recommendations.evaluation.metrics.next_item import gains_at_k, hits_at_k, reciprocal_ranks, target_ranks

RANKS = np.array([1, 3, 11])


class NextItemTests:
    def test_ranks_count_ties_before_the_target(self):
        scores = np.array([[0.5, 0.9, 0.5], [0.1, 0.2, 0.3]], dtype=np.float32)

        assert target_ranks(scores, np.array([0, 2])).tolist() == [3, 1]

    def test_hits_are_those_among_the_first_k(self):
        assert hits_at_k(RANKS, 10).tolist() == [1.0, 1.0, 0.0]

    def test_gains_fall_with_the_logarithm_of_the_rank(self):
        assert gains_at_k(RANKS, 10).tolist() == [1.0, 0.5, 0.0]

    def test_reciprocal_ranks_have_no_end(self):
        assert reciprocal_ranks(RANKS).tolist() == [1.0, 1 / 3, 1 / 11]
