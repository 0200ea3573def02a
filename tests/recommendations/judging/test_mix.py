"""Judgements of different scales in one score."""

import numpy as np
import pytest

from recommendations.judging.mix import mix, standardise


class StandardiseTests:
    def test_scores_have_mean_0_and_deviation_1(self):
        assert standardise([1.0, 3.0]) == pytest.approx([-1.0, 1.0])

    @pytest.mark.parametrize("scores", [[], [2.0], [0.1, 0.1, 0.1]])
    def test_nothing_is_told_when_all_are_equal(self, scores):
        assert standardise(scores).tolist() == [0.0] * len(scores)


class MixTests:
    def test_share_weighs_the_two_judgements(self):
        mixed = mix([-100.0, 100.0], [0.2, 0.1], model_share=0.75)

        assert mixed == pytest.approx(1 / (1 + np.exp([0.5, -0.5])))

    def test_middle_is_one_half_when_judges_agree_on_nothing(self):
        assert mix([1.0, 0.0], [0.0, 1.0], model_share=0.5).tolist() == [0.5, 0.5]
