"""Tests of metrics over ranked lists."""

import pytest

from recommendations.evaluation.metrics.ranking import average_precision_at_k, precision_at_k, reciprocal_rank

RANKED = ["a", "b", "c", "d"]


class RankingTests:
    def test_average_precision_is_the_mean_of_precisions_at_hits(self):
        assert average_precision_at_k(RANKED, {"a", "c", "x"}, 4) == pytest.approx((1 + 2 / 3) / 3)

    def test_average_precision_divides_by_what_could_be_shown(self):
        assert average_precision_at_k(RANKED, {"a", "b", "c"}, 2) == 1.0

    def test_precision_counts_places(self):
        assert precision_at_k(RANKED, {"a", "c"}, 4) == 0.5

    def test_reciprocal_rank_is_that_of_the_first_hit(self):
        assert reciprocal_rank(RANKED, {"c", "d"}) == 1 / 3

    @pytest.mark.parametrize("metric", [average_precision_at_k, precision_at_k])
    def test_zero_is_given_when_nothing_is_relevant(self, metric):
        assert metric(RANKED, set(), 4) == 0.0
        assert reciprocal_rank(RANKED, set()) == 0.0
