"""Tests of the item-to-item models in closed form."""

import numpy as np
import pytest

from recommendations.training.linear.ease import Ease, EaseConfig
from recommendations.training.linear.item_knn import DecayedItemKNN, ItemKNNConfig
from recommendations.training.linear.matrices import history_matrix, prefix_matrices
from recommendations.training.linear.ridge import NextItemRidge, RidgeConfig
from recommendations.training.linear.solving import local_regression, regularised_inverse
from recommendations.training.recommender import TrainingData

SEQUENCES = [[0, 1, 2], [0, 1, 3], [4, 1, 2], [4, 2], [3, 0]]
DATA = TrainingData(SEQUENCES, n_items=5)
USERS = np.array([[1, 1, 1, 0, 0], [1, 1, 0, 1, 0], [0, 1, 1, 0, 1], [0, 0, 1, 0, 1], [1, 0, 0, 1, 0]], dtype=float)


class MatricesTests:
    def test_newest_item_weighs_most(self):
        matrix = history_matrix([[2, 0, 1], []], 3, decay=0.5, longest=2)

        np.testing.assert_allclose(matrix.toarray(), [[0.5, 1.0, 0.0], [0.0, 0.0, 0.0]])

    def test_every_step_has_what_came_before_and_what_came(self):
        before, after = prefix_matrices([[2, 0, 1]], 3, decay=0.5, longest=9)

        np.testing.assert_allclose(before.toarray(), [[0, 0, 1], [1, 0, 0.5]])
        np.testing.assert_allclose(after.toarray(), [[1, 0, 0], [0, 1, 0]])


class SolvingTests:
    def test_inverse_equals_that_of_numpy(self):
        gram = history_matrix(SEQUENCES, 5, decay=1.0, longest=9)
        gram = gram.T @ gram

        np.testing.assert_allclose(
            regularised_inverse(gram, 2.0), np.linalg.inv(gram.toarray() + 2 * np.eye(5)), atol=1e-5
        )

    def test_a_ridge_too_small_is_refused(self):
        with pytest.raises(ValueError, match="larger ridge"):
            regularised_inverse(history_matrix([[0], [0], [0]], 3, decay=1.0, longest=1), 0.0)

    def test_only_the_nearest_items_have_a_weight(self):
        before, after = prefix_matrices(SEQUENCES, 5, decay=0.8, longest=9)

        weights = local_regression((before.T @ before).tocsr(), before.T @ after, 1.0, most=1)

        assert (weights.toarray() != 0).sum(axis=0).max() == 1


class EaseTests:
    def test_weights_are_those_of_the_closed_form(self):
        model = Ease(EaseConfig(ridge=1.0))
        model.fit(DATA)

        inverse = np.linalg.inv(USERS.T @ USERS + np.eye(5))
        expected = -inverse / np.diag(inverse)
        np.fill_diagonal(expected, 0)
        np.testing.assert_allclose(model.weights, expected, atol=1e-5)

    def test_local_form_equals_dense_form_when_every_item_has_company_everywhere(self):
        everywhere = TrainingData([[0, 1, 2, 3], [0, 1, 2, 3], [0, 1], [2, 3], [1, 2]], n_items=4)
        dense, local = Ease(EaseConfig(ridge=1.0)), Ease(EaseConfig(ridge=1.0, dense_up_to=0))

        dense.fit(everywhere)
        local.fit(everywhere)

        np.testing.assert_allclose(local.weights.toarray(), dense.weights, atol=1e-5)


class NextItemRidgeTests:
    def test_weights_are_those_of_the_normal_equations(self):
        model = NextItemRidge(RidgeConfig(ridge=1.0, backward=0.0))
        model.fit(DATA)

        before, after = (matrix.toarray() for matrix in prefix_matrices(SEQUENCES, 5, 0.7, 30))
        expected = np.linalg.solve(before.T @ before + np.eye(5), before.T @ after)
        np.testing.assert_allclose(model.weights, expected, atol=1e-5)

    def test_what_came_before_counts_when_backward(self):
        forward, both = NextItemRidge(RidgeConfig(backward=0.0)), NextItemRidge(RidgeConfig(backward=0.5))

        forward.fit(DATA)
        both.fit(DATA)

        assert forward.scores([[2]])[0].max() == 0.0
        assert both.scores([[2]])[0].argmax() == 1


class DecayedItemKNNTests:
    def test_similarity_is_the_cosine_of_users(self):
        model = DecayedItemKNN(ItemKNNConfig(shrink=0.0, decay=0.5))
        model.fit(DATA)

        scores = model.scores([[0, 1]])[0]
        assert scores[2] == pytest.approx(0.5 * 1 / 3 + 2 / 3)

    def test_item_is_no_neighbour_of_itself(self):
        model = DecayedItemKNN()
        model.fit(DATA)

        assert model.similarity.diagonal().tolist() == [0.0] * 5


class ContractTests:
    @pytest.mark.parametrize("model", [Ease, NextItemRidge, DecayedItemKNN])
    def test_history_may_be_empty(self, model):
        fitted = model()
        fitted.fit(DATA)

        scores = fitted.scores([[], [1]])

        assert scores.shape == (2, 5)
        assert scores.dtype == np.float32
        np.testing.assert_array_equal(scores[1], fitted.scores([[1]])[0])
