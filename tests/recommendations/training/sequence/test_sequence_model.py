"""Tests of the sequence model, and of its twin in numpy that serves requests."""

from dataclasses import replace

import numpy as np
import pytest

from recommendations.engine.sequence import item_vectors, user_embedding
from recommendations.training.recommender import TrainingData
from recommendations.training.sequence.config import SequenceConfig
from recommendations.training.sequence.model import SequenceRecommender

N_ITEMS = 12
SMALL = SequenceConfig(dimension=16, epochs=3, batch_size=8, longest=6, evaluate_every=1, bf16=False)


def circle(users: int = 40) -> TrainingData:
    """Return users who each walk round the items, so that item + 1 follows."""
    sequences = [[(start + step) % N_ITEMS for step in range(4 + start % 4)] for start in range(users)]
    content = np.eye(N_ITEMS, 5, dtype=np.float32)
    return TrainingData(
        sequences=sequences,
        n_items=N_ITEMS,
        content=content,
        held_out=[(sequence[-1] + 1) % N_ITEMS for sequence in sequences],
        event_types=[[step % 2 for step in range(len(sequence))] for sequence in sequences],
        gaps_days=[[0.0] + [0.5 * step for step in range(1, len(sequence))] for sequence in sequences],
    )


@pytest.fixture(scope="module")
def fitted() -> SequenceRecommender:
    model = SequenceRecommender(SMALL)
    model.fit(circle())
    return model


class NumpyTwinTests:
    @pytest.mark.parametrize("length", [1, 2, 5, 6, 9])
    def test_user_embedding_equals_torch(self, fitted, length):
        history = [at % N_ITEMS for at in range(3, 3 + length)]
        types, gaps = [at % 2 for at in range(length)], [0.0] + [2.0**at for at in range(length - 1)]

        ours = user_embedding(fitted.weights, fitted.vectors[history], event_types=types, gaps_days=gaps)
        theirs = fitted.user_embeddings([history], [types], [gaps])[0]

        np.testing.assert_allclose(ours, theirs, atol=2e-6)

    def test_start_vector_is_given_when_history_is_empty(self, fitted):
        np.testing.assert_array_equal(
            user_embedding(fitted.weights, fitted.vectors[[]]), fitted.user_embeddings([[]])[0]
        )

    def test_item_vectors_equal_those_of_training(self, fitted):
        np.testing.assert_allclose(item_vectors(fitted.weights, circle().content), fitted.vectors, atol=1e-6)

    def test_new_item_has_the_vector_of_its_content(self, fitted):
        content = circle().content

        known, new = item_vectors(fitted.weights, content[[2, 2]], np.array([2, -1]))

        np.testing.assert_allclose(known, fitted.vectors[2], atol=1e-6)
        np.testing.assert_allclose(new, fitted.vectors[2] - fitted.weights["items"][2], atol=1e-6)


class SequenceRecommenderTests:
    def test_what_follows_is_learned(self):
        model = SequenceRecommender(
            SequenceConfig(dimension=16, epochs=40, batch_size=4, learning_rate=0.01, dropout=0.0, bf16=False)
        )

        model.fit(replace(circle(), held_out=None))

        assert model.scores([[1, 2, 3], [7, 8]]).argmax(axis=1).tolist() == [4, 9]

    def test_scores_are_the_same_when_fitted_again_with_the_seed(self, fitted):
        again = SequenceRecommender(SMALL)
        again.fit(circle())

        np.testing.assert_array_equal(again.scores([[1, 2], [3]]), fitted.scores([[1, 2], [3]]))

    def test_batch_equals_single(self, fitted):
        histories = [[1, 2, 3, 4, 5], [7], [], [2, 9]]

        together = fitted.scores(histories)

        for line, history in enumerate(histories):
            np.testing.assert_allclose(together[line], fitted.scores([history])[0], atol=1e-5)

    def test_training_taken_up_from_a_checkpoint_ends_the_same(self, tmp_path, fitted):
        class Killed(Exception):
            pass

        def kill(point):
            if point["epoch"] == 2:
                raise Killed

        with pytest.raises(Killed):
            SequenceRecommender(SMALL, checkpoint=tmp_path / "run.pt").fit(circle(), kill)
        resumed = SequenceRecommender(SMALL, checkpoint=tmp_path / "run.pt")
        epochs = []
        resumed.fit(circle(), lambda point: epochs.append(point["epoch"]))

        assert epochs == [1, 2, 3]
        np.testing.assert_array_equal(resumed.scores([[1, 2]]), fitted.scores([[1, 2]]))

    def test_refit_trains_as_long_as_was_best_and_holds_nothing_out(self, fitted):
        model = SequenceRecommender(SMALL)
        model.fit(circle())
        epochs = []

        model.refit(circle(), lambda point: epochs.append("ndcg_at_10" in point))

        assert epochs == [False] * fitted.best_epoch
