"""Tests of the recommenders of other libraries, each where its library is installed."""

import numpy as np
import pytest

from recommendations.evaluation.peers import installed_peers
from recommendations.evaluation.peers.implicit_models import ImplicitBPR, taken
from recommendations.evaluation.peers.recbole_models import RecBoleSASRec, SASRecConfig
from recommendations.training.recommender import TrainingData

ITEMS = 20
N_ITEMS = ITEMS + 2  # two that nobody has taken
GENERATOR = np.random.default_rng(0)
SEQUENCES = [
    [int((start + at) % ITEMS) for at in range(GENERATOR.integers(4, 9))] for start in GENERATOR.integers(0, ITEMS, 150)
]
DATA = TrainingData([row[:-1] for row in SEQUENCES], N_ITEMS, held_out=[row[-1] for row in SEQUENCES])


class PeersTests:
    @pytest.mark.parametrize("name", ["implicit_als", "implicit_bpr", "lenskit_item_knn"])
    def test_items_near_those_of_the_history_score_most(self, name):
        pytest.importorskip(name.split("_")[0])
        peer = installed_peers()[name](0)

        peer.fit(DATA)
        scores = peer.scores([*DATA.sequences[:30], []])

        assert scores.shape == (31, N_ITEMS)
        assert scores.dtype == np.float32
        assert np.isfinite(scores).all()
        latest = np.array([row[-1] for row in DATA.sequences[:30]])
        steps = (scores[:30].argmax(axis=1) - latest) % ITEMS
        assert np.mean(np.minimum(steps, ITEMS - steps) <= 4) > 0.9

    def test_sasrec_learns_what_comes_next(self):
        pytest.importorskip("recbole")
        peer = RecBoleSASRec(0, SASRecConfig(longest=5, epochs=30))

        peer.fit(DATA)
        scores = peer.scores([*DATA.sequences[:30], []])

        assert scores.shape == (31, N_ITEMS)
        latest = np.array([row[-1] for row in DATA.sequences[:30]])
        assert np.mean(scores[:30].argmax(axis=1) == (latest + 1) % ITEMS) > 0.8

    def test_the_same_seed_gives_the_same_scores(self):
        pytest.importorskip("implicit")

        first, second = ImplicitBPR(3), ImplicitBPR(3)
        first.fit(DATA)
        second.fit(DATA)

        np.testing.assert_array_equal(first.scores(DATA.sequences[:5]), second.scores(DATA.sequences[:5]))


class TakenTests:
    def test_an_item_counts_once_when_it_was_taken_twice(self):
        matrix = taken([[1, 3, 1], []], 4)

        assert matrix.toarray().tolist() == [[0, 1, 0, 1], [0, 0, 0, 0]]


class ImplicitBPRTests:
    def test_a_longer_history_is_taken_for_the_user_it_begins_with(self):
        pytest.importorskip("implicit")
        peer = ImplicitBPR(0)
        peer.fit(DATA)

        longer, trained, unknown = peer.scores([[*DATA.sequences[4], 0], DATA.sequences[4], [21]])

        np.testing.assert_array_equal(longer, trained)
        assert not np.array_equal(unknown, trained)
