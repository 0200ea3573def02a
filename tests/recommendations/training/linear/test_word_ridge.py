"""Tests of words as numbers and of the regression from them."""

import numpy as np
import pytest

from recommendations.training.linear.matrices import prefix_matrices
from recommendations.training.linear.word_ridge import WordRidge, WordRidgeConfig
from recommendations.training.recommender import TrainingData
from recommendations.training.words import latent_words, word_matrix

TEXTS = ["Acme soap", "Acme brush!", "acme oil", "Bravo soap", "Bravo big soap", "Bravo oil", ""]


class WordMatrixTests:
    def test_words_of_three_items_count_by_their_rarity(self):
        matrix = word_matrix(TEXTS).toarray()  # acme, bravo, soap: 3 each

        np.testing.assert_allclose(matrix[0], [0.5**0.5, 0, 0.5**0.5], atol=1e-6)
        np.testing.assert_allclose(matrix[1], [1, 0, 0], atol=1e-6)
        np.testing.assert_allclose(matrix[6], [0, 0, 0])

    def test_two_words_in_a_row_are_a_word_of_their_own(self):
        assert word_matrix(["red rose", "red rose", "Red Rose oil"]).shape == (3, 3)

    def test_latent_words_keep_what_items_share(self):
        words = word_matrix(TEXTS)

        latent = latent_words(words, 2)

        assert latent.shape == (7, 2)
        np.testing.assert_allclose(np.linalg.norm(latent, axis=1)[:6], 1, atol=1e-5)
        assert not latent[6].any()

    def test_no_words_at_all_are_no_columns(self):
        assert word_matrix(["", "once"]).shape == (2, 0)


class WordRidgeTests:
    def test_weights_are_those_of_the_normal_equations(self):
        sequences, words = [[0, 1, 3], [2, 3], [4, 5, 0]], word_matrix(TEXTS)
        model = WordRidge(WordRidgeConfig(ridge=1.0, decay=0.5, backward=0.0))

        model.fit(TrainingData(sequences, 7, words=words))

        before, after = (matrix.toarray() for matrix in prefix_matrices(sequences, 7, 0.5, 30))
        said = before @ words.toarray()
        expected = np.linalg.solve(said.T @ said + np.eye(3), said.T @ after)
        np.testing.assert_allclose(model.weights, expected, atol=1e-5)

    def test_item_nobody_had_leads_on_by_its_words(self):
        model = WordRidge()
        model.fit(TrainingData([[0, 3], [0, 3], [1, 3]], 7, words=word_matrix(TEXTS)))

        assert model.scores([[2]])[0].argmax() == 3

    @pytest.mark.parametrize("words", [None, word_matrix(["", ""])])
    def test_all_scores_are_zero_when_there_are_no_words(self, words):
        model = WordRidge()
        model.fit(TrainingData([[0, 1]], 2, words=words))

        assert model.scores([[0], []]).tolist() == [[0.0, 0.0], [0.0, 0.0]]
