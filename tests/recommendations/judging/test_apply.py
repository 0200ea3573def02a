"""Judgements added to the scores of a list."""

import numpy as np
import pytest

from recommendations.judging.apply import judge_contributions
from recommendations.judging.lists import combine
from recommendations.judging.mix import standardise
from recommendations.judging.router import OFF, Weights

BASE = np.array([0.9, 0.5, 0.4, 0.1])
JUDGED = np.array([-0.3, 0.8, np.nan, 0.1])
NEW = np.array([False, False, True, True])


class JudgeContributionsTests:
    def test_order_is_that_on_which_the_router_was_learned(self):
        weights = Weights(old=0.6, new=2.0)

        added = judge_contributions(BASE, JUDGED, NEW, weights)

        judgements = np.zeros(4)
        judgements[[0, 1, 3]] = standardise(JUDGED[[0, 1, 3]])
        learned = combine(standardise(BASE), judgements, NEW, weight_old=0.6, weight_new=2.0)
        assert np.argsort(BASE + added).tolist() == np.argsort(learned).tolist()
        assert added.min() == 0.0

    @pytest.mark.parametrize(
        ("judged", "weights"), [(JUDGED, OFF), (np.full(4, np.nan), Weights(1.0, 1.0)), (np.ones(4), Weights(1.0, 1.0))]
    )
    def test_nothing_is_added_when_switched_off_or_nothing_is_told(self, judged, weights):
        assert judge_contributions(BASE, judged, NEW, weights).tolist() == [0.0] * 4
