"""Hidden items, and how often they are found."""

import numpy as np
import pytest

from recommendations.evaluation.cold_trial import cold_question, cold_report, cold_row
from tests.recommendations.training.test_cold_items import shop

CONTENT = np.eye(10, dtype=np.float32)
SEQUENCES = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 0, 1], [2, 4, 6, 8], [1, 3, 5, 1]]


class ColdQuestionTests:
    def test_hidden_items_are_in_no_training_and_all_targets_are_hidden(self) -> None:
        question = cold_question(SEQUENCES, CONTENT, share=0.5, seed=1)

        cold = set(np.flatnonzero(question.cold).tolist())
        assert len(cold) == 5
        assert not cold & {item for row in question.training.sequences for item in row}
        assert not cold & set(question.training.held_out or [])
        assert question.targets
        assert set(question.targets) <= cold

    def test_same_items_are_hidden_when_the_seed_is_the_same(self) -> None:
        first = cold_question(SEQUENCES, CONTENT, share=0.5, seed=1)
        again = cold_question(SEQUENCES, CONTENT, share=0.5, seed=1)
        other = cold_question(SEQUENCES, CONTENT, share=0.5, seed=2)

        assert np.array_equal(first.cold, again.cold)
        assert not np.array_equal(first.cold, other.cold)

    def test_item_that_the_user_had_before_is_not_asked_for(self) -> None:
        question = cold_question(SEQUENCES, CONTENT, share=1.0, seed=0)

        assert question.targets == [3, 7, 1, 8]  # not the last user's second 1

    def test_refused_when_nobody_asks_for_a_hidden_item(self) -> None:
        with pytest.raises(ValueError, match="larger share"):
            cold_question(SEQUENCES, CONTENT, share=0.0, seed=0)


class ColdRowTests:
    def test_own_cold_items_stand_aside_and_ties_before_the_target(self) -> None:
        question = cold_question([[0, 1, 2], [3, 4, 1]], CONTENT[:5], share=1.0, seed=0)
        scores = np.array([[9, 8, 1, 0, 0], [0, 3, 3, 9, 9]], dtype=np.float32)

        row = cold_row(scores, question)

        assert row["mrr"] == pytest.approx((1 + 1 / 2) / 2)
        assert row["recall_at_10"] == 1.0


class ColdReportTests:
    def test_recdash_finds_more_than_similarity_when_content_does_not_tell_the_next(self) -> None:
        data, _ = shop()
        sequences = [[*row, item] for row, item in zip(data.sequences, data.held_out or [], strict=True)]
        content = data.content
        assert content is not None
        question = cold_question(sequences, content, share=0.3, seed=3)

        report = cold_report(question)

        by_model = {row["model"]: row for row in report["rows"]}
        assert list(by_model)[:2] == ["random", "recdash"]
        assert by_model["random"]["recall_at_10"] == pytest.approx(10 / report["cold_items"], abs=1e-4)
        assert by_model["recdash"]["mrr"] > by_model["text_similarity"]["mrr"]
        assert report["times_random_at_10"] == pytest.approx(
            report["recall_at_10"] / by_model["random"]["recall_at_10"], abs=0.01
        )
