"""Rows and sums of what the judgement does."""

import pytest

from recommendations.evaluation.judge_report import bucket_rows, overall
from recommendations.judging.router import OFF, Bucket, Router, Weights
from tests.recommendations.judging.judged_lists import judged_list

ON = Bucket(Weights(10.0, 10.0), 40, 0.1, 0.05, 0.15, "own")
ROUTER = Router((ON, Bucket(OFF, 40, 0.0, 0.0, 0.0, "none")), always=10.0, edges=(3,))
SECOND, FIRST = 0.6309, 1.0  # NDCG of the second and of the first place
LISTS = [
    judged_list(1, base=[2, 1], judged=[0, 1], wanted=1),  # cold: the judgement lifts it to the first place
    judged_list(2, base=[2, 1], judged=[0, 1], wanted=1, new=(1,)),
    judged_list(9, base=[2, 1], judged=[0, 1], wanted=0),  # known: the judgement would take it from there
]


class BucketRowsTests:
    def test_a_row_stands_for_each_length_and_age_that_occurs(self):
        rows = bucket_rows(LISTS, ROUTER)

        told = [
            (r["history"], r["item"], r["lists"], r["ndcg_never"], r["ndcg_always"], r["ndcg_router"]) for r in rows
        ]
        assert told == [
            ("0–2", "old", 1, SECOND, FIRST, FIRST),
            ("0–2", "new", 1, SECOND, FIRST, FIRST),
            ("3+", "old", 1, FIRST, SECOND, FIRST),
        ]
        assert [(row["weight_old"], row["evidence"]) for row in rows] == [(10.0, "own"), (10.0, "own"), (0.0, "none")]


class OverallTests:
    def test_router_is_compared_with_never_and_always(self):
        whole = overall(LISTS, ROUTER)

        assert (whole["ndcg_never"], whole["ndcg_always"], whole["ndcg_router"]) == (0.754, 0.877, 1.0)
        assert whole["router_over_never_gain"] == pytest.approx(0.246)
        assert whole["router_over_always_low"] <= whole["router_over_always_gain"] <= whole["router_over_always_high"]

    def test_all_is_0_without_lists(self):
        assert overall([], ROUTER)["ndcg_router"] == 0.0
