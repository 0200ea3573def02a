"""What holds of every ranking, and the same ranking by plain arithmetic."""

import math
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.recommendations.engine.engine_cases import candidates, profiles, ranked, weights


def naive_score(found, profile, weighing) -> float:
    """Add up the factors one by one, as the documentation words them."""
    total = sum(weighing.get(source, 0.0) * score for source, score in found.sources.items())
    heaviest = sorted(profile.tags.values())[-3:]
    if sum(heaviest) > 0:
        matched = sum(weight for key, weight in profile.tags.items() if key in found.features)
        total += weighing.get("tags", 0.0) * min(1.0, matched / sum(heaviest))
    if found.price and profile.price_level is not None:
        distance = (math.log(found.price) - profile.price_level) / max(0.35, profile.price_spread or 0.0)
        total += weighing.get("price", 0.0) * math.exp(-(distance**2) / 2)
    return total


class RankPropertiesTests:
    @given(found=candidates(), profile=profiles, weighing=weights)
    def test_factors_add_up_to_the_score_when_candidates_are_any(self, found, profile, weighing):
        for row in ranked(found, profile, weighing):
            total = math.fsum(factor.value * factor.weight for factor in row.factors)
            assert row.score == pytest.approx(total, abs=1e-9)
            assert row.score == pytest.approx(math.fsum(factor.contribution for factor in row.factors), abs=1e-9)

    @given(found=candidates(), profile=profiles, weighing=weights)
    def test_scores_are_those_of_plain_arithmetic_when_candidates_are_any(self, found, profile, weighing):
        expected = {row.pk: naive_score(row, profile, weighing) for row in found}

        scores = {row.item.pk: row.score for row in ranked(found, profile, weighing)}

        assert scores == pytest.approx(expected, abs=1e-9)

    @given(found=candidates(), profile=profiles, weighing=weights)
    def test_every_candidate_comes_once_in_falling_order_when_there_is_no_limit(self, found, profile, weighing):
        rows = ranked(found, profile, weighing)

        assert sorted(row.item.pk for row in rows) == sorted(row.pk for row in found)
        for better, worse in pairwise(rows):
            assert better.score >= worse.score - 1e-12

    @given(found=candidates(), profile=profiles, weighing=weights, seed=st.integers(0, 9))
    def test_ranking_is_equal_when_candidates_come_in_another_order(self, found, profile, weighing, seed):
        shuffled = random.Random(seed).sample(found, len(found))

        first = [(row.item.pk, row.score) for row in ranked(found, profile, weighing)]

        assert [(row.item.pk, row.score) for row in ranked(shuffled, profile, weighing)] == first

    @given(found=candidates(most=8), profile=profiles, weighing=weights)
    def test_score_is_that_of_the_item_alone_when_ranked_with_others(self, found, profile, weighing):
        together = {row.item.pk: (row.score, row.factors) for row in ranked(found, profile, weighing)}

        alone = {}
        for one in found:
            [row] = ranked([one], profile, weighing)
            alone[one.pk] = (row.score, row.factors)

        assert together == alone

    @given(found=candidates(), profile=profiles, weighing=weights, limit=st.integers(0, 30))
    def test_limited_list_is_the_head_of_the_whole_when_limited(self, found, profile, weighing, limit):
        assert ranked(found, profile, weighing, limit) == ranked(found, profile, weighing)[:limit]

    @given(found=candidates(), profile=profiles, weighing=weights)
    def test_factors_are_each_there_once_and_positive_when_listed(self, found, profile, weighing):
        for row in ranked(found, profile, weighing):
            names = [factor.name for factor in row.factors]
            assert len(names) == len(set(names))
            assert all(0 < factor.value <= 1 and factor.weight > 0 for factor in row.factors)
