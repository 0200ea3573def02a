"""The weights that a store starts with."""

import pytest
from hypothesis import given

from recommendations.engine.ranking.blend import NAMES
from recommendations.engine.ranking.weights import DEFAULT_WEIGHTS
from tests.recommendations.engine.engine_cases import candidates, profiles, ranked


class DefaultWeightsTests:
    def test_every_factor_has_a_weight_when_none_is_trained(self):
        assert set(DEFAULT_WEIGHTS) == set(NAMES)
        assert all(weight > 0 for weight in DEFAULT_WEIGHTS.values())

    def test_weights_sum_to_one_when_none_is_trained(self):
        assert sum(DEFAULT_WEIGHTS.values()) == pytest.approx(1.0, abs=1e-12)

    @given(found=candidates(), profile=profiles)
    def test_scores_lie_between_zero_and_one_when_weights_are_the_default(self, found, profile):
        scores = [row.score for row in ranked(found, profile, DEFAULT_WEIGHTS)]

        assert all(0.0 <= score <= 1.0 + 1e-12 for score in scores)
