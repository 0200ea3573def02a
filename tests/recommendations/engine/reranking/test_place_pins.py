"""Pins: a product at its position."""

import pytest

from recommendations.engine.reranking.rules import place
from recommendations.engine.types import Place, RuleSet
from tests.recommendations.engine.engine_cases import pks


class PlaceTests:
    def test_ranking_stands_when_there_is_no_rule(self):
        assert place([7, 8], RuleSet(), (), 5) == [
            Place(7, 1, None, 1),
            Place(8, 2, None, 2),
        ]

    @pytest.mark.parametrize(("k", "expected"), [(0, []), (1, [7]), (2, [7, 8]), (3, [7, 8, 9]), (4, [7, 8, 9])])
    def test_k_items_come_when_there_are_so_many(self, k, expected):
        assert pks(place([7, 8, 9], RuleSet(), (), k)) == expected

    def test_list_is_empty_when_nothing_is_ranked(self):
        assert place([], RuleSet(), (), 3) == []


class PlacePinsTests:
    @pytest.mark.parametrize(
        ("position", "expected"), [(1, [9, 7, 8]), (2, [7, 9, 8]), (3, [7, 8, 9])], ids=["first", "middle", "last"]
    )
    def test_item_stands_at_its_position_when_pinned(self, position, expected):
        placed = place([7, 8, 9], RuleSet(pins={position: (5, 9)}), {9}, 3)

        assert pks(placed) == expected
        assert [row.rank for row in placed] == [1, 2, 3]
        assert [row.rule_id for row in placed] == [5 if pk == 9 else None for pk in expected]

    def test_rank_without_rules_is_told_when_a_pin_moves_an_item(self):
        placed = place([7, 8, 9], RuleSet(pins={1: (5, 9)}), {9}, 3)

        assert [(row.pk, row.ranked_without_rules) for row in placed] == [(9, 3), (7, 1), (8, 2)]

    def test_no_former_rank_is_told_when_ranking_did_not_bring_the_item(self):
        placed = place([7], RuleSet(pins={1: (5, 42)}), {42}, 2)

        assert [(row.pk, row.ranked_without_rules) for row in placed] == [(42, None), (7, 1)]

    def test_pins_stand_in_their_order_when_there_are_several(self):
        rules = RuleSet(pins={3: (2, 9), 1: (1, 8)})

        assert pks(place([5, 6, 7, 8, 9], rules, {8, 9}, 4)) == [8, 5, 9, 6]

    def test_pin_is_passed_over_when_its_item_may_not_be_shown(self):
        placed = place([7, 8], RuleSet(pins={1: (5, 9)}), (), 2)

        assert [(row.pk, row.rule_id) for row in placed] == [(7, None), (8, None)]


class PlaceLatePinsTests:
    def test_pin_ends_the_list_when_the_list_is_shorter_than_its_position(self):
        placed = place([7, 8], RuleSet(pins={5: (4, 9), 8: (5, 6)}), {6, 9}, 10)

        assert [(row.pk, row.rank, row.rule_id) for row in placed] == [
            (7, 1, None),
            (8, 2, None),
            (9, 3, 4),
            (6, 4, 5),
        ]

    def test_item_stands_nowhere_when_pinned_behind_a_full_list(self):
        assert pks(place([9, 7, 8], RuleSet(pins={4: (5, 9)}), {9}, 2)) == [7, 8]

    def test_list_is_full_when_an_item_pinned_behind_it_is_needed(self):
        placed = place([9, 7, 8], RuleSet(pins={4: (5, 9)}), {9}, 3)

        assert [(row.pk, row.rank, row.rule_id) for row in placed] == [
            (7, 1, None),
            (8, 2, None),
            (9, 3, 5),
        ]

    def test_only_item_comes_when_it_is_pinned_behind_the_list(self):
        assert pks(place([9], RuleSet(pins={4: (5, 9)}), {9}, 1)) == [9]

    def test_no_pin_comes_when_k_is_zero(self):
        assert place([7], RuleSet(pins={1: (5, 9), 2: (6, 7)}), {7, 9}, 0) == []
