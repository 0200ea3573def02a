"""Tests of what lists are like beyond accuracy."""

import numpy as np
import pytest

from recommendations.evaluation.metrics.calibration import calibration_error, list_miscalibration
from recommendations.evaluation.metrics.coverage import catalog_coverage, gini
from recommendations.evaluation.metrics.diversity import intra_list_diversity
from recommendations.evaluation.metrics.novelty import novelty, popularity_bias

LISTS = np.array([[0, 1], [0, 2]])
NONE = np.zeros((0, 2), dtype=np.int64)


class CoverageTests:
    def test_coverage_is_the_share_of_items_shown(self):
        assert catalog_coverage(LISTS, 4) == 0.75

    def test_gini_is_zero_when_all_are_shown_alike(self):
        assert gini(np.array([[0, 1], [2, 3]]), 4) == 0.0

    def test_gini_nears_one_when_one_item_is_shown(self):
        assert gini(np.array([[0], [0]]), 4) == 0.75

    def test_nothing_shown_gives_zero(self):
        assert (catalog_coverage(NONE, 4), gini(NONE, 4)) == (0.0, 0.0)


class NoveltyTests:
    def test_novelty_is_the_mean_information_of_shown_items(self):
        counts = np.array([4, 2, 2, 0], dtype=np.float32)

        assert novelty(LISTS, counts) == pytest.approx((1 + 2 + 1 + 2) / 4)

    def test_item_without_interactions_counts_half(self):
        assert novelty(np.array([[3]]), np.array([4, 2, 2, 0], dtype=np.float32)) == 4.0

    def test_popularity_bias_is_the_lift_over_what_users_had(self):
        counts = np.array([4, 2, 2, 1], dtype=np.float32)

        assert popularity_bias(LISTS, [[1, 3], []], counts) == pytest.approx(3 / 1.5 - 1)


class DiversityTests:
    def test_diversity_is_the_mean_distance_of_pairs(self):
        vectors = np.array([[1, 0], [0, 1], [1, 0]], dtype=np.float32)

        assert intra_list_diversity(LISTS, vectors) == 0.5

    def test_list_of_one_has_none(self):
        assert intra_list_diversity(np.array([[0]]), np.eye(2, dtype=np.float32)) == 0.0


class CalibrationTests:
    def test_error_is_the_gap_of_stated_and_happened(self):
        stated, happened = np.array([0.9, 0.9, 0.1, 0.1]), np.array([1.0, 0.0, 0.0, 0.0])

        assert calibration_error(stated, happened) == pytest.approx((0.8 + 0.2) / 4)

    def test_list_of_the_same_kinds_is_calibrated(self):
        kinds = np.array([0.75, 0.25])

        assert list_miscalibration(kinds, kinds) == pytest.approx(0.0)
        assert list_miscalibration(kinds, np.array([1.0, 0.0])) == pytest.approx(
            0.75 * np.log(0.75 / 0.9975) + 0.25 * np.log(100)
        )
