"""Tests of what EASE may weigh: hidden parts of histories, users, and popular items."""

import numpy as np
import pytest

from recommendations.training.linear.ease import Ease, EaseConfig
from recommendations.training.recommender import TrainingData

GENERATOR = np.random.default_rng(0)
SEQUENCES = [sorted(set(GENERATOR.integers(0, 12, size).tolist())) for size in GENERATOR.integers(2, 9, 80)]
TAKEN = np.array([[item in row for item in range(12)] for row in SEQUENCES], dtype=np.float64)
PLAIN = EaseConfig(ridge=20.0, decay=1.0, longest=100)


def weights_of(gram, diagonal):
    inverse = np.linalg.inv(gram + np.diag(diagonal))
    weights = -inverse / np.diag(inverse)[None, :]
    np.fill_diagonal(weights, 0.0)
    return weights


class EaseWeightsTests:
    @pytest.mark.parametrize("dense_up_to", [2_000, 0])
    def test_weights_equal_the_closed_form_when_all_is_weighed(self, dense_up_to):
        config = EaseConfig(20.0, 1.0, 100, 0.5, 0.5, 0.1, dense_up_to=dense_up_to)
        model = Ease(config)

        model.fit(TrainingData(SEQUENCES, 12))

        of_users = TAKEN.sum(axis=1) ** -0.5
        gram = TAKEN.T @ (TAKEN * (of_users / of_users.mean())[:, None])
        expected = weights_of(gram, 20.0 + np.diag(gram)) * (TAKEN.sum(axis=0) + 1) ** -0.1
        np.testing.assert_allclose(model.scores([[item] for item in range(12)]), expected, atol=1e-5)

    def test_a_hidden_part_lets_common_items_explain_less(self):
        plain, hidden = Ease(PLAIN), Ease(EaseConfig(20.0, 1.0, 100, dropout=0.7))
        plain.fit(TrainingData(SEQUENCES, 12))
        hidden.fit(TrainingData(SEQUENCES, 12))

        common = int(TAKEN.sum(axis=0).argmax())

        assert np.abs(hidden.scores([[common]])).sum() < np.abs(plain.scores([[common]])).sum()
