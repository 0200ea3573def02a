"""Popularity: decayed attention, for everybody and by segment."""

from collections import defaultdict

import pytest
from hypothesis import given

from recommendations.training.popularity import HALF_LIFE_DAYS, WHOLE, popularity
from tests.recommendations.training.training_cases import act, histories


class PopularityTests:
    def test_most_popular_has_one_and_others_their_share_when_weights_differ(self):
        rows = [act(1, 10, 4.0), act(2, 20, 1.0), act(3, 20, 1.0)]

        assert popularity(rows) == {(10, WHOLE): 1.0, (20, WHOLE): 0.5}

    def test_attention_halves_when_it_is_a_half_life_older(self):
        rows = [act(1, 10), act(1, 20, days=HALF_LIFE_DAYS), act(1, 30, days=2 * HALF_LIFE_DAYS)]

        assert popularity(rows) == {(10, WHOLE): 1.0, (20, WHOLE): 0.5, (30, WHOLE): 0.25}

    def test_given_half_life_counts_when_given(self):
        assert popularity([act(1, 10), act(1, 20, days=5)], half_life_days=5.0)[20, WHOLE] == 0.5

    def test_segments_are_measured_by_their_own_best_when_there_are_several(self):
        rows = [act(1, 10, 4.0, segment="de"), act(2, 20, 2.0, segment="de"), act(3, 20, 1.0, segment="fr")]

        assert popularity(rows) == {
            (10, WHOLE): 1.0,
            (20, WHOLE): 0.75,
            (10, "de"): 1.0,
            (20, "de"): 0.5,
            (20, "fr"): 1.0,
        }

    def test_act_counts_once_when_its_user_has_no_segment(self):
        assert popularity([act(1, 10, 2.0), act(1, 20, 1.0, segment="de")])[20, WHOLE] == 0.5

    def test_nothing_comes_when_there_are_no_acts(self):
        assert popularity([]) == {}

    @given(histories.filter(bool))
    def test_scores_are_those_of_plain_sums_when_histories_are_any(self, rows):
        latest = max(row.occurred_at for row in rows)
        sums: dict[tuple[int, str], float] = defaultdict(float)
        for row in rows:
            amount = row.weight / 2 ** ((latest - row.occurred_at).total_seconds() / 86_400 / 14)
            sums[row.item, ""] += amount
            if row.segment:
                sums[row.item, row.segment] += amount
        best = {segment: max(a for (_, s), a in sums.items() if s == segment) for _, segment in sums}

        assert popularity(rows) == pytest.approx({key: amount / best[key[1]] for key, amount in sums.items()})

    @given(histories)
    def test_scores_lie_above_zero_and_one_is_reached_in_each_segment_when_histories_are_any(self, rows):
        scores = popularity(rows)

        assert all(0 < score <= 1 for score in scores.values())
        for wanted in {segment for _, segment in scores}:
            assert max(score for (_, segment), score in scores.items() if segment == wanted) == 1.0
