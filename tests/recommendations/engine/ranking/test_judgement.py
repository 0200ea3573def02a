"""The language model's judgement among the factors."""

import numpy as np
import pytest

from recommendations.engine.ranking.judgement import JUDGED, Judgement
from recommendations.engine.types import Profile
from recommendations.judging.router import OFF, Weights
from tests.recommendations.engine.engine_cases import candidate, ranked

POPULAR = {"popular": 1.0}


def order(found, judgement):
    return [row.item.pk for row in ranked(found, Profile(), POPULAR, judgement=judgement)]


def popular(scores, judged):
    return [
        candidate(pk, {"popular": score}, judged=said)
        for pk, (score, said) in enumerate(zip(scores, judged, strict=True), start=1)
    ]


class JudgementTests:
    def test_judgement_decides_when_it_weighs_more_than_the_scores(self):
        found = popular([0.6, 0.5, 0.4], [0.1, 0.2, 0.9])

        assert order(found, None) == [1, 2, 3]
        assert order(found, Judgement(OFF)) == [1, 2, 3]
        assert order(found, Judgement(Weights(old=5.0, new=5.0))) == [3, 2, 1]

    def test_factors_add_up_to_the_score_when_the_model_judged(self):
        found = popular([0.6, 0.5, 0.4], [0.1, 0.2, 0.9])

        rows = ranked(found, Profile(), POPULAR, judgement=Judgement(Weights(1.0, 1.0)))

        for row in rows:
            assert row.score == pytest.approx(sum(factor.contribution for factor in row.factors), abs=1e-12)
        said = {row.item.pk: factor for row in rows for factor in row.factors if factor.name == "llm"}
        assert said[3].value == 1.0
        assert 1 not in said  # the lowest judgement adds nothing

    def test_only_the_best_are_reordered_when_there_are_many(self):
        found = popular([1 - pk / 100 for pk in range(JUDGED + 5)], [0.1] * (JUDGED + 4) + [0.9])

        assert order(found, Judgement(Weights(9.0, 9.0)))[-1] == JUDGED + 5

    def test_student_is_asked_when_it_stands_in(self):
        asked = []

        def guess(some):
            asked.append(some.pk.tolist())
            return np.array([-1.0, 1.0, np.nan])

        found = popular([0.6, 0.5, 0.1], [None, None, None])

        assert order(found, Judgement(Weights(3.0, 3.0), guess))[0] == 2
        assert asked == [[1, 2, 3]]
