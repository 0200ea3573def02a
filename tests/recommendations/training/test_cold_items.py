"""Items that nobody has taken yet."""

import numpy as np

from recommendations.training.cold_items import ColdItems, ColdItemsConfig, content_neighbours
from recommendations.training.recommender import TrainingData

GROUPS, EACH = 6, 6


def shop(seed: int = 0) -> tuple[TrainingData, np.ndarray]:
    """Return users who take from one group of items after another, the content of whose items tells the group.

    After group g comes group g + 1, which content alone cannot know. The last item of each group is cold.
    """
    generator = np.random.default_rng(seed)
    n_items = GROUPS * EACH
    content = np.repeat(np.eye(GROUPS, dtype=np.float32), EACH, axis=0)
    content = content + 0.1 * generator.normal(size=content.shape).astype(np.float32)
    content /= np.linalg.norm(content, axis=1, keepdims=True)
    cold = np.arange(n_items) % EACH == EACH - 1
    rows, held_out = [], []
    for user in range(300):
        first = user % GROUPS
        steps = [(first + step) % GROUPS * EACH + int(generator.integers(EACH - 1)) for step in range(4)]
        rows.append(steps[:-1])
        held_out.append(steps[-1])
    return TrainingData(rows, n_items, content.astype(np.float32), held_out), cold


class ContentNeighboursTests:
    def test_shares_follow_the_cosine_among_the_nearest_warm_items(self) -> None:
        vectors = np.array([[1, 0], [0.8, 0.6], [0.6, 0.8], [0, -1]], dtype=np.float32)
        cold = np.array([True, False, False, False])

        shares = content_neighbours(vectors, cold, most=2, power=2.0).toarray()

        assert np.allclose(shares, [[0, 0.64, 0.36, 0]], atol=1e-6)

    def test_row_is_empty_when_nothing_is_near(self) -> None:
        vectors = np.array([[1, 0], [0, 1], [-1, 0]], dtype=np.float32)

        shares = content_neighbours(vectors, np.array([True, False, False]), most=5, power=1.0)

        assert shares.toarray().tolist() == [[0, 0, 0]]


class ColdItemsTests:
    def fitted(self) -> ColdItems:
        data, cold = shop()
        model = ColdItems(ColdItemsConfig(neighbours=4, rehearsal_share=0.3))
        model.fit(data, cold)
        return model

    def test_cold_item_of_the_group_that_follows_is_first(self) -> None:
        scores = self.fitted().scores([[0, EACH], [2 * EACH, 3 * EACH + 1]])

        assert scores.shape == (2, GROUPS)
        assert scores.argmax(axis=1).tolist() == [2, 4]

    def test_weight_lies_on_what_others_did_when_content_does_not_tell_the_next(self) -> None:
        weights = self.fitted().told_weights()

        assert sum(weights["borrowed_item_knn_decayed"]) + sum(weights["borrowed_ridge"]) > 0
        assert weights["text_similarity"] == [0.0, 0.0, 0.0]

    def test_same_scores_when_fitted_again(self) -> None:
        assert np.array_equal(self.fitted().scores([[0, 7]]), self.fitted().scores([[0, 7]]))

    def test_batch_equals_one_by_one(self) -> None:
        model, histories = self.fitted(), [[0, 7], [5], [12, 19]]

        alone = np.concatenate([model.sources.factors([history])["text_similarity"] for history in histories])

        assert np.allclose(model.factors(histories)["text_similarity"], alone)

    def test_cold_item_of_a_history_counts_as_the_warm_one_nearest_to_it(self) -> None:
        scores = self.fitted().scores([[0, 2 * EACH - 1]])  # the cold item of the second group

        assert scores.argmax(axis=1).tolist() == [2]
