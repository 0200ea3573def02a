"""Ranking and rules together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.engine.pipeline import LEEWAY, recommend
from recommendations.engine.types import Profile
from tests.recommendations.engine.engine_cases import (
    RuleSet,
    candidate,
    candidates,
    inputs,
    pks,
    profiles,
    rule_sets,
    weights,
)

POPULAR = {"popular": 1.0}


def popular(*keys: int) -> list:
    """Candidates in this order of popularity."""
    return [candidate(pk, {"popular": 1 - place / 1000}) for place, pk in enumerate(keys)]


class PipelineTests:
    @pytest.mark.parametrize(("k", "expected"), [(0, []), (2, [4, 5]), (3, [4, 5, 6]), (100, [4, 5, 6])])
    def test_best_k_come_when_there_are_so_many(self, k, expected):
        assert pks(recommend(inputs(popular(4, 5, 6), Profile(), POPULAR), k)) == expected

    def test_list_is_empty_when_there_is_no_candidate(self):
        assert recommend(inputs([], Profile(), POPULAR), 10) == []

    def test_item_comes_when_pinned_though_no_source_found_it(self):
        made_of = inputs(popular(4, 5), Profile(), POPULAR, RuleSet(pins={2: (1, 9)}), pinned=[candidate(9)])

        placed = recommend(made_of, 3)

        assert pks(placed) == [4, 9, 5]
        assert (placed[1].scored.score, placed[1].scored.factors) == (0.0, ())

    def test_pinned_item_keeps_its_score_when_pinned(self):
        everything = popular(4, 5, 6)
        made_of = inputs(everything, Profile(), POPULAR, RuleSet(pins={1: (1, 6)}), pinned=everything[2:])

        assert [(row.scored.item.pk, row.scored.score) for row in recommend(made_of, 1)] == [(6, 0.998)]

    def test_list_is_full_when_many_of_the_best_are_hidden(self):
        rules = RuleSet(hidden={pk: pk for pk in range(1, 61)})

        placed = recommend(inputs(popular(*range(1, 101)), Profile(), POPULAR, rules), 20)

        assert pks(placed) == list(range(61, 81))

    def test_list_is_full_when_many_are_pinned_behind_it(self):
        best = popular(*range(1, 101))
        rules = RuleSet(pins={100 + pk: (pk, pk) for pk in range(1, 61)})

        assert pks(recommend(inputs(best, Profile(), POPULAR, rules, pinned=best[:60]), 20)) == list(range(61, 81))

    @pytest.mark.parametrize(("rank", "told"), [(10 + 1 + LEEWAY, 41), (10 + 1 + LEEWAY + 1, None)])
    def test_former_rank_is_told_when_it_lies_within_the_leeway(self, rank, told):
        best = popular(*range(1, 100))
        made_of = inputs(best, Profile(), POPULAR, RuleSet(pins={1: (1, rank)}), pinned=[best[rank - 1]])

        assert recommend(made_of, 10)[0].ranked_without_rules == told


class PipelinePropertiesTests:
    @given(candidates(), profiles, weights, rule_sets(), st.integers(0, 30))
    def test_list_keeps_its_promises_when_inputs_are_any(self, found, profile, weighing, rules, k):
        pins = {pk for _, pk in rules.pins.values()}
        made_of = inputs(found, profile, weighing, rules, [row for row in found if row.pk in pins])
        showable = {row.pk for row in found} - set(rules.hidden)

        placed = recommend(made_of, k)

        assert len(placed) == len(set(pks(placed))) == min(k, len(showable))
        assert set(pks(placed)) <= showable
        for row in placed:
            total = sum(factor.contribution for factor in row.scored.factors)
            assert row.scored.score == pytest.approx(total, abs=1e-9)

    @given(candidates(), profiles, weights, rule_sets(), st.integers(0, 30))
    def test_list_is_equal_when_made_again_from_reversed_candidates(self, found, profile, weighing, rules, k):
        first = recommend(inputs(found, profile, weighing, rules, found), k)

        assert recommend(inputs(found[::-1], profile, weighing, rules, found[::-1]), k) == first
