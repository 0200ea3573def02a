"""Which spans become values."""

import pytest

from catalog.features.tagging.choosing import best_threshold, choose_spans, weighted_mean


class ChooseSpansTests:
    def test_one_of_each_attribute_and_none_over_another(self) -> None:
        scores = {("a", 0, 2): 0.9, ("a", 3, 4): 0.8, ("b", 1, 3): 0.7, ("b", 2, 3): 0.6, ("c", 4, 5): 0.2}

        assert choose_spans(scores, 0.3) == {("a", 0, 2): 0.9, ("b", 2, 3): 0.6}

    def test_nothing_when_all_are_below(self) -> None:
        assert choose_spans({("a", 0, 1): 0.29}, 0.3) == {}


class WeightedMeanTests:
    def test_untold_span_counts_as_impossible(self) -> None:
        mean = weighted_mean([{("a", 0, 1): 0.5, ("b", 0, 1): 1.0}, {("a", 0, 1): 1.0}], [0.6, 0.4])

        assert mean == pytest.approx({("a", 0, 1): 0.7, ("b", 0, 1): 0.6})


class BestThresholdTests:
    def test_cuts_where_f1_is_best(self) -> None:
        choices = [(0.9, True), (0.8, True), (0.5, False), (0.4, True), (0.3, False)]

        assert best_threshold(choices, 3, 0.35) == 0.4

    def test_default_when_nothing_is_right(self) -> None:
        assert best_threshold([(0.9, False)], 1, 0.35) == 0.35
