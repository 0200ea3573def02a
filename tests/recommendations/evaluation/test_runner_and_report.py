"""Tests of asking a model and of the rows of a report."""

import numpy as np
import pytest

from recommendations.evaluation.report import Ground, differences, figures
from recommendations.evaluation.runner import ask

SCORES = np.array([[0.9, 0.8, 0.7, 0.6], [0.1, 0.2, 0.3, 0.4], [0.5, 0.5, 0.5, 0.5]], dtype=np.float32)
HISTORIES = [[0], [3, 2], [1]]
TARGETS = [1, 0, 0]


def scorer():
    lines = iter(SCORES)
    return lambda histories: np.array([next(lines) for _ in histories])


def ground(order=None) -> Ground:
    return Ground(HISTORIES, np.array(TARGETS), np.array([4, 2, 1, 1], dtype=np.float32), None, order)


class AskTests:
    def test_items_of_the_history_take_no_place(self):
        outcome = ask(scorer(), HISTORIES, TARGETS, chunk=2)

        assert outcome.ranks.tolist() == [1, 2, 3]
        assert outcome.lists[0].tolist()[:3] == [1, 2, 3]


class FiguresTests:
    def test_accuracy_is_the_mean_over_users(self):
        row = figures(ask(scorer(), HISTORIES, TARGETS), ground())

        assert row["hr_at_5"] == 1.0
        assert row["ndcg_at_10"] == pytest.approx((1 + 0.63093 + 0.5) / 3, abs=1e-5)
        assert row["mrr"] == pytest.approx((1 + 1 / 2 + 1 / 3) / 3, abs=1e-5)
        assert "ndcg_at_10_up" not in row

    def test_up_and_down_steps_are_told_apart_by_the_newest_item(self):
        row = figures(ask(scorer(), HISTORIES, TARGETS), ground(np.array([0, 1, 2, -1])))

        assert row["ndcg_at_10_up"] == 1.0
        assert row["ndcg_at_10_down"] == pytest.approx((0.63093 + 0.5) / 2, abs=1e-5)
        assert row["ndcg_at_10_order_mean"] == pytest.approx((1 + 0.565465) / 2, abs=1e-5)

    def test_difference_to_oneself_is_nothing(self):
        outcome = ask(scorer(), HISTORIES, TARGETS)

        assert differences(outcome, {"other": outcome})["other"] == {
            "mean": 0.0, "low": 0.0, "high": 0.0, "p": 1.0, "excludes_zero": False,
        }  # fmt: skip
