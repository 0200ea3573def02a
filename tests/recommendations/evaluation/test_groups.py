"""Accuracy by kind of user."""

import numpy as np

from recommendations.evaluation.groups import group_figures, length_names

BOUNDS = ((1, 3), (4, 6), (7, 10**9))


class LengthNamesTests:
    def test_every_length_has_its_bucket(self):
        names, order = length_names([1, 3, 4, 6, 7, 400], BOUNDS)

        assert names == ["1–3", "1–3", "4–6", "4–6", "7+", "7+"]
        assert order == ["1–3", "4–6", "7+"]


class GroupFiguresTests:
    def test_figures_are_those_of_the_group_alone(self):
        rows = group_figures(np.array([1, 1, 3, 99]), ["de", "de", "fr", "fr"])

        assert rows == [
            {"name": "de", "users": 2, "hr_at_10": 1.0, "ndcg_at_10": 1.0, "low": 1.0, "high": 1.0},
            {"name": "fr", "users": 2, "hr_at_10": 0.5, "ndcg_at_10": 0.25, "low": 0.0, "high": 0.5},
        ]

    def test_largest_groups_come_first_and_no_more_than_eight(self):
        names = [letter for count, letter in enumerate("abcdefghij", start=1) for _ in range(count)]

        rows = group_figures(np.ones(len(names), dtype=np.int64), names)

        assert [row["name"] for row in rows] == list("jihgfedc")

    def test_order_is_kept_and_empty_groups_are_left_out(self):
        rows = group_figures(np.array([1, 1]), ["7+", "1–3"], order=["1–3", "4–6", "7+"])

        assert [row["name"] for row in rows] == ["1–3", "7+"]
