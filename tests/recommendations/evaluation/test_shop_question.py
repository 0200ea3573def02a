"""What is asked about a shop, and the row of each recommender."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from recommendations.engine.histories import Step
from recommendations.evaluation import shop
from recommendations.evaluation.shop import TooLittleHistory, shop_question, shop_row
from recommendations.training.sequence.config import SequenceConfig

START = datetime(2026, 1, 1, tzinfo=UTC)
CONTENT = np.eye(12, dtype=np.float32)


def walk(items, first_day=0):
    return [Step(item, "view", START + timedelta(days=first_day + day)) for day, item in enumerate(items)]


def ring(users=30):
    """Everybody goes round the same ten items, a day each; nobody takes item 11 before the last day."""
    shop = [walk([(user + day) % 10 for day in range(9)]) for user in range(users)]
    return [[*steps, Step(11, "purchase", START + timedelta(days=20))] for steps in shop]


class ShopQuestionTests:
    def test_first_new_item_after_the_moment_is_asked_for(self):
        asked = shop_question(ring(), ["de"] * 30, CONTENT)

        assert set(asked.question.split.targets) == {11}
        assert asked.moment == START + timedelta(days=20)
        assert (len(asked.question.split.users), asked.had_before) == (30, 0)

    def test_known_item_is_passed_over_when_a_new_one_follows(self):
        rows = ring()
        rows[0] = [
            *rows[0][:-1],
            Step(0, "view", START + timedelta(days=20)),
            Step(10, "view", START + timedelta(days=21)),
        ]

        asked = shop_question(rows, ["de"] * 30, CONTENT)

        assert asked.question.split.targets[0] == 10

    def test_user_is_not_asked_about_when_nothing_after_the_moment_is_new(self):
        rows = ring()
        rows[0] = [*rows[0][:-1], Step(0, "view", START + timedelta(days=20))]

        asked = shop_question(rows, ["fr"] + ["de"] * 29, CONTENT)

        assert asked.had_before == 1
        assert asked.segments == ["de"] * 29

    def test_nothing_from_after_the_moment_is_learned_from(self):
        asked = shop_question(ring(), ["de"] * 30, CONTENT)

        training = asked.training()
        assert 11 not in {item for row in training.sequences for item in row}
        assert [len(row) for row in training.event_types] == [len(row) for row in training.sequences]

    def test_random_choice_is_asked_about_when_users_are_many(self, monkeypatch):
        monkeypatch.setattr(shop, "MOST_ASKED", 7)

        first, second = (shop_question(ring(), ["de"] * 30, CONTENT, seed=3) for _ in range(2))

        assert len(first.question.split.users) == 7
        assert first.question.split.users == second.question.split.users

    @pytest.mark.parametrize(
        ("rows", "words"),
        [(ring(3), "fewer than 200 steps"), ([walk([*range(9), 0])] * 30, "No shopper came back")],
        ids=["short", "nothing new"],
    )
    def test_shop_is_refused_when_it_has_too_little(self, rows, words):
        with pytest.raises(TooLittleHistory, match=words):
            shop_question(rows, ["de"] * len(rows), CONTENT)


class ShopRowTests:
    def test_row_has_every_figure_and_the_difference_from_popularity(self):
        row = shop_row(shop_question(ring(), ["de"] * 10 + ["fr"] * 20, CONTENT), "item_knn_decayed")

        assert {"hr_at_10", "ndcg_at_10", "mrr", "coverage", "novelty", "intra_list_diversity", "gini"} <= set(row)
        assert [(group["name"], group["users"]) for group in row["by_segment"]] == [("fr", 20), ("de", 10)]
        assert [(group["name"], group["users"]) for group in row["by_length"]] == [("7–12", 30)]
        assert set(row["over_popularity"]) == {"mean", "low", "high", "p", "excludes_zero"}

    def test_popularity_is_not_compared_with_itself(self):
        assert "over_popularity" not in shop_row(shop_question(ring(), ["de"] * 30, CONTENT), "popularity")

    def test_same_row_comes_out_when_the_seed_is_the_same(self):
        asked = shop_question(ring(), ["de"] * 30, CONTENT, seed=5)

        first, second = (shop_row(asked, "random") for _ in range(2))

        assert first["ndcg_at_10"] == second["ndcg_at_10"]

    def test_sequence_model_brings_its_learning_curve(self, monkeypatch):
        small = SequenceConfig(dimension=8, layers=1, epochs=2, evaluate_every=1)
        monkeypatch.setattr(shop, "settings_for", lambda _: small)

        row = shop_row(shop_question(ring(), ["de"] * 30, CONTENT), "sequence")

        assert [point["epoch"] for point in row["curve"]] == [1, 2]
        assert 0 <= row["ndcg_at_10"] <= 1
