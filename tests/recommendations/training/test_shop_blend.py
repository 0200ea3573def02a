"""Weights of the factors, learned from what was taken."""

import numpy as np
import pytest

from recommendations.engine.ranking.blend import NAMES
from recommendations.engine.ranking.weights import DEFAULT_WEIGHTS
from recommendations.training.shop_blend import FEWEST_CHOICES, Taking, learn_blend

TAGS = NAMES.index("tags")


def takings(count: int, *, by: str, seed: int = 0, sure: float = 12.0) -> list[Taking]:
    """Return choices among 12 candidates that only one factor decides."""
    generator = np.random.default_rng(seed)
    found = []
    for user in range(count):
        values = generator.random((12, len(NAMES)))
        utility = sure * values[:, NAMES.index(by)] + generator.gumbel(size=12)
        found.append(Taking(user, values, int(np.argmax(utility))))
    return found


class LearnBlendTests:
    @pytest.mark.parametrize("name", ["popular", "sequence"])
    def test_factor_that_decides_gets_the_weight_when_choices_are_many(self, name):
        blend = learn_blend(takings(400, by=name), DEFAULT_WEIGHTS)

        assert blend is not None
        assert max(blend.weights, key=blend.weights.__getitem__) == name
        assert blend.weights[name] > 0.8
        assert blend.learned_share == 1.0
        assert blend.lift.low > 0.1
        assert blend.ndcg_at_10 - blend.ndcg_at_10_given == pytest.approx(blend.lift.mean)

    def test_weights_sum_to_one_without_negatives_when_learned(self):
        blend = learn_blend(takings(200, by="price"), DEFAULT_WEIGHTS)

        assert blend is not None
        assert sum(blend.weights.values()) == pytest.approx(1.0, abs=1e-3)
        assert min(blend.weights.values()) >= 0

    def test_given_weights_stay_when_choices_are_chance(self):
        blend = learn_blend(takings(150, by="tags", sure=0.0), DEFAULT_WEIGHTS)

        assert blend is not None
        assert blend.lift.mean >= 0
        assert blend.lift.low < 0.05  # no more than luck

    def test_nothing_is_learned_when_too_little_was_taken(self):
        assert learn_blend(takings(FEWEST_CHOICES - 1, by="tags"), DEFAULT_WEIGHTS) is None

    def test_scores_tell_the_probability_when_the_choice_follows_them(self):
        blend = learn_blend(takings(400, by="tags"), DEFAULT_WEIGHTS)

        assert blend is not None
        assert blend.probability[1] > 0
        assert blend.calibration_error < 0.05
