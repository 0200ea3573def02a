"""Tests of the blend and of how its weights are learned."""

import numpy as np
import pytest

from recommendations.training.blend.candidates import choice_of
from recommendations.training.blend.factors import factor, length_terms
from recommendations.training.blend.learning import learn_weights
from recommendations.training.blend.recdash import Recdash, RecdashConfig, Source
from recommendations.training.recommender import Recommender, TrainingData, silent

N_ITEMS = 30


class Oracle(Recommender):
    """Knows that item + 1 follows, as `name` says: always, or with its scores turned round."""

    def __init__(self, name, sign=1.0):
        self.name = name
        self._sign = sign
        self.calls = []

    def fit(self, data, progress=silent):
        self.calls.append(("fit", data.held_out is not None))

    def refit(self, data, progress=silent):
        self.calls.append(("refit", data.held_out is not None))

    def scores(self, histories):
        scores = np.zeros((len(histories), N_ITEMS), dtype=np.float32)
        for line, history in enumerate(histories):
            for back in range(N_ITEMS):
                scores[line, (history[-1] + 1 + back) % N_ITEMS] = 1 / (1 + back)
        return scores if self._sign > 0 else 1 - scores


def data() -> TrainingData:
    sequences = [[at % N_ITEMS, (at + 1) % N_ITEMS] for at in range(200)]
    return TrainingData(sequences, N_ITEMS, held_out=[(row[-1] + 1) % N_ITEMS for row in sequences])


@pytest.fixture
def blend() -> Recdash:
    good, bad = Oracle("good"), Oracle("bad", sign=-1.0)
    model = Recdash(RecdashConfig(workers=1), {"good": Source(good, "strengths"), "bad": Source(bad, "strengths")})
    model.fit(data())
    return model


class FactorTests:
    def test_logits_become_log_probabilities(self):
        np.testing.assert_allclose(
            np.exp(factor(np.array([[0.0, np.log(3)]], dtype=np.float32), "logits")), [[0.25, 0.75]]
        )

    def test_strength_below_zero_is_as_nothing(self):
        values = factor(np.array([[-1.0, 0.0, 1.0]], dtype=np.float32), "strengths")

        assert values[0, 0] == values[0, 1] < values[0, 2]

    def test_length_term_falls_with_the_history(self):
        np.testing.assert_allclose(length_terms(np.array([0, 1, 4])), [[1, 1], [1, 1], [1, 0.5]])


class CandidateTests:
    def test_user_is_left_out_when_no_source_has_what_was_taken(self):
        values = np.array([[0.9, 0.8, 0.1, 0.0], [0.1, 0.0, 0.9, 0.8]], dtype=np.float32)

        choice = choice_of([values], [[0], [0]], [1, 1], most=2)

        assert choice.real.tolist() == [[True]]
        np.testing.assert_allclose(choice.values[:, :, 0], [[0.8]])


class LearnWeightsTests:
    def test_no_weight_is_negative(self, blend):
        assert (blend.weights.values >= 0).all()

    def test_source_that_is_right_outweighs_one_that_is_wrong(self, blend):
        told = blend.told_weights()

        assert told["good"][0] > 0.5
        assert told["bad"] == [0.0, 0.0, 0.0]

    def test_factors_weigh_alike_when_there_are_few_users(self, blend):
        few = TrainingData([[1, 2], [5, 6]], N_ITEMS, held_out=[3, 7])

        blend.fit(few)

        assert blend.told_weights() == {"good": [0.5, 0.5, 0.5], "bad": [0.5, 0.5, 0.5]}

    def test_factors_weigh_alike_when_nothing_is_held_out(self, blend):
        blend.fit(TrainingData([[1, 2], [5, 6]], N_ITEMS))

        assert blend.told_weights()["good"] == [0.5, 0.5, 0.5]

    def test_weights_are_the_same_when_learned_twice(self, blend):
        histories = [[at % N_ITEMS] for at in range(60)]
        choice = choice_of(list(blend.factors(histories)), histories, [(row[0] + 1) % N_ITEMS for row in histories])

        np.testing.assert_array_equal(learn_weights(choice), learn_weights(choice))


class RecdashTests:
    def test_score_is_the_sum_of_weighed_factors(self, blend):
        good, bad = blend.factors([[3, 4]])
        weights = length_terms(np.array([2])) @ blend.weights.values

        np.testing.assert_allclose(blend.scores([[3, 4]]), good * weights[0, 0] + bad * weights[0, 1], rtol=1e-5)

    def test_refit_holds_nothing_out_and_keeps_the_weights(self, blend):
        before = blend.weights.values.copy()

        blend.refit(data())

        assert blend.sources["good"].model.calls == [("fit", True), ("refit", False)]
        np.testing.assert_array_equal(blend.weights.values, before)

    def test_default_sources_are_told_by_their_names(self):
        assert list(Recdash().parts()) == ["popularity", "item_knn_decayed", "ease", "ridge", "word_ridge", "sequence"]

    def test_seeds_differ_in_every_sequence_model(self):
        seeds = [one.seed for seed in (0, 1) for one in RecdashConfig.for_seed(seed).sequences]

        assert len(set(seeds)) == len(seeds)
