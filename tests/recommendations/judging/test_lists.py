"""NDCG of a list in the order that base and judgement give it."""

import math

import pytest

from tests.recommendations.judging.judged_lists import judged_list


class NdcgTests:
    @pytest.mark.parametrize(
        ("weight_old", "weight_new", "rank"),
        [(0.0, 0.0, 3), (10.0, 10.0, 1), (10.0, 0.0, 2), (0.0, 10.0, 1)],
    )
    def test_weight_follows_the_age_of_the_item(self, weight_old, weight_new, rank):
        from recommendations.judging.lists import ndcg

        # Without judgements the wanted item stands third; they put it before the first, and one other before it.
        one = judged_list(4, base=[3, 2, 1], judged=[-1, 0.5, 0.6], wanted=2, new=(2,))

        assert ndcg(one, weight_old=weight_old, weight_new=weight_new) == pytest.approx(1 / math.log2(rank + 1))
