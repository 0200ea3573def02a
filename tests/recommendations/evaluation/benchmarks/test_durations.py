"""Percentiles of measured durations."""

import pytest

from recommendations.evaluation.benchmarks.durations import percentile, summary


class PercentileTests:
    @pytest.mark.parametrize(("share", "expected"), [(0.0, 1), (0.5, 10), (0.95, 19), (0.99, 20), (1.0, 20)])
    def test_smallest_value_is_taken_that_the_share_does_not_exceed(self, share, expected):
        assert percentile(range(1, 21), share) == expected

    def test_one_value_is_every_percentile(self):
        assert summary([7.123456]) == {"p50_ms": 7.12, "p95_ms": 7.12, "p99_ms": 7.12}

    def test_order_of_measurement_does_not_matter(self):
        assert summary([3.0, 1.0, 2.0]) == summary([1.0, 2.0, 3.0]) == {"p50_ms": 2.0, "p95_ms": 3.0, "p99_ms": 3.0}

    def test_nothing_measured_is_an_error(self):
        with pytest.raises(ValueError, match="Nothing was measured"):
            percentile([], 0.5)
