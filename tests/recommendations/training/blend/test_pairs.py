"""What a history and an item tell together."""

import numpy as np
import pytest

from recommendations.training.blend.pairs import PAIR_FACTS, PairFacts
from recommendations.training.recommender import TrainingData

SEQUENCES = [[0, 1, 2], [0, 1], [3, 1]]
CONTENT = np.array([[1, 0], [1, 0], [0, 1], [0, 0]], dtype=np.float32)


def told(history, items, content=CONTENT) -> dict[str, list[float]]:
    facts = PairFacts.of(TrainingData(SEQUENCES, 4, content))
    [columns] = facts.columns([history], np.array([items]))
    return dict(zip(PAIR_FACTS, columns.T.tolist(), strict=True))


class PairFactsTests:
    def test_likeness_is_told_of_the_latest_the_nearest_and_the_mean(self):
        found = told([0, 2], [1])

        assert found["like_latest"][0] < 0 < found["like_nearest"][0] == pytest.approx(1.0)
        assert found["like_mean"][0] == pytest.approx((found["like_latest"][0] + 1) / 2)

    def test_what_came_right_after_and_right_before_the_latest_is_counted(self):
        found = told([2, 1], [0, 2, 3])

        np.testing.assert_allclose(np.expm1(found["after_latest"]), [0, 1, 0], atol=1e-6)
        np.testing.assert_allclose(np.expm1(found["before_latest"]), [2, 0, 1], atol=1e-6)

    def test_item_without_content_resembles_nothing(self):
        assert told([0], [3])["like_nearest"] == [0.0]

    def test_nothing_resembles_anything_without_content(self):
        assert told([0, 1], [1, 2], None)["like_mean"] == [0.0, 0.0]

    def test_empty_history_tells_nothing(self):
        assert set(map(tuple, told([], [1]).values())) == {(0.0,)}

    def test_number_of_an_item_tells_nothing(self):
        """A renumbered catalog has the same facts: an id's rank must never leak."""
        turned = np.array([3, 1, 0, 2])
        renumbered = TrainingData([turned[row].tolist() for row in SEQUENCES], 4, CONTENT[np.argsort(turned)])

        found = PairFacts.of(renumbered).columns([turned[[0, 1]].tolist()], turned[[2, 3]][None])

        expected = PairFacts.of(TrainingData(SEQUENCES, 4, CONTENT)).columns([[0, 1]], np.array([[2, 3]]))
        np.testing.assert_allclose(found, expected, atol=1e-6)
