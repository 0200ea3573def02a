"""Similarity of content."""

import numpy as np
import pytest

from recommendations.training.content import ContentSimilarity
from recommendations.training.recommender import TrainingData

# Items 0 and 1 say much the same, 2 and 3 the opposite, 4 nothing.
CONTENT = np.array([[1, 0], [0.8, 0.6], [-1, 0], [-0.8, -0.6], [0, 0]], dtype=np.float32)


def fitted(decay: float = 0.5) -> ContentSimilarity:
    model = ContentSimilarity(decay=decay)
    model.fit(TrainingData([[0, 1]], len(CONTENT), CONTENT))
    return model


class ContentSimilarityTests:
    def test_scores_are_cosines_when_the_mean_is_zero(self) -> None:
        scores = fitted().scores([[0]])

        assert np.allclose(scores, [[1, 0.8, -1, -0.8, 0]], atol=1e-6)

    def test_newest_item_counts_most(self) -> None:
        profile = fitted(decay=0.5).profiles([[0, 1]])[0]

        expected = 0.5 * CONTENT[0] + CONTENT[1]
        assert np.allclose(profile, expected / np.linalg.norm(expected), atol=1e-6)

    @pytest.mark.parametrize("history", [[], [4]])
    def test_nothing_is_near_when_the_history_says_nothing(self, history: list[int]) -> None:
        assert fitted().scores([history]).tolist() == [[0.0] * 5]

    def test_refused_when_there_is_no_content(self) -> None:
        with pytest.raises(ValueError, match="content"):
            ContentSimilarity().fit(TrainingData([[0, 1]], 2))
