"""Where rules put items: exact cases of each kind, and the conflict order."""

import pytest

from recommendations.engine.rules.book import Rule
from recommendations.engine.rules.placing import seat
from tests.recommendations.engine.rules.rule_cases import block, pin, soft_pin


def placed(ranked, k, **rules) -> list[int]:
    return [one.pk for one in seat(ranked, k, **rules).seats]


def rules_at(ranked, k, **rules) -> list[tuple[int, int, int | None]]:
    return [(one.pk, one.rank, one.rule) for one in seat(ranked, k, **rules).seats]


class PinTests:
    def test_ranking_stands_when_there_is_no_rule(self):
        assert rules_at([7, 8, 9], 2) == [(7, 1, None), (8, 2, None)]

    def test_item_stands_at_its_position_when_pinned(self):
        assert rules_at([7, 8, 9], 3, pins=[pin(9, 2, key=5)], placeable=[9]) == [(7, 1, None), (9, 2, 5), (8, 3, None)]

    def test_later_pin_moves_on_when_the_position_is_taken(self):
        assert placed([7, 8], 4, pins=[pin(1, 2), pin(2, 2), pin(3, 2)], placeable=[1, 2, 3]) == [7, 1, 2, 3]

    def test_first_pin_counts_when_an_item_is_pinned_twice(self):
        assert placed([7, 8, 9], 3, pins=[pin(9, 3), pin(9, 1)], placeable=[9]) == [7, 8, 9]

    def test_pin_ends_the_list_when_the_list_is_shorter_than_its_position(self):
        assert placed([7], 10, pins=[pin(9, 8), pin(6, 5)], placeable=[6, 9]) == [7, 6, 9]

    def test_pin_is_passed_over_when_its_item_may_not_be_shown(self):
        assert placed([7, 8], 2, pins=[pin(9, 1)]) == [7, 8]


class PinBlockTests:
    def test_items_stand_in_a_row_when_pinned_as_a_block(self):
        assert placed([7, 8, 9], 6, pins=[block([1, 2, 3], 2)], placeable=[1, 2, 3]) == [7, 1, 2, 3, 8, 9]

    def test_block_closes_its_gaps_when_one_may_not_be_shown(self):
        assert placed([7, 8, 9], 5, pins=[block([1, 2, 3], 2)], placeable=[1, 3]) == [7, 1, 3, 8, 9]

    def test_block_goes_around_a_pin_when_one_stands_in_its_way(self):
        assert placed([7], 4, pins=[pin(5, 2), block([1, 2], 1)], placeable=[1, 2, 5]) == [1, 5, 2, 7]


class SoftPinTests:
    @pytest.mark.parametrize(("position", "expected"), [(1, [9, 7, 8]), (2, [7, 9, 8]), (3, [7, 8, 9]), (5, [7, 8, 9])])
    def test_item_stands_there_or_better_when_it_is_a_candidate(self, position, expected):
        assert placed([7, 8, 9], 3, soft=[soft_pin(9, position)]) == expected

    def test_nothing_happens_when_it_is_no_candidate(self):
        assert placed([7, 8], 3, soft=[soft_pin(9, 1)]) == [7, 8]

    def test_place_before_is_taken_when_a_pin_has_the_position(self):
        rules = {"pins": [pin(1, 2)], "soft": [soft_pin(9, 2)], "placeable": [1]}

        assert placed([7, 8, 9], 4, **rules) == [9, 1, 7, 8]

    def test_earlier_soft_pin_keeps_its_position_when_a_later_one_comes_before_it(self):
        assert placed([1, 2, 3, 4], 4, soft=[soft_pin(3, 3), soft_pin(4, 2)]) == [1, 4, 3, 2]


class ShareTests:
    def rule(self, share: float) -> Rule:
        return Rule(40, "share", share=share)

    @pytest.mark.parametrize(
        ("share", "expected"), [(0.25, [1, 2, 3, 8]), (0.5, [1, 8, 2, 9]), (1.0, [8, 9, 1, 2]), (0.2, [1, 2, 3, 4])]
    )
    def test_part_of_the_list_is_kept_when_a_share_is_promised(self, share, expected):
        assert placed([1, 2, 3, 4, 8, 9], 4, shares=[(self.rule(share), frozenset({8, 9}))]) == expected

    def test_rule_is_told_when_it_moved_an_item_up(self):
        found = rules_at([1, 2, 8], 2, shares=[(self.rule(0.5), frozenset({8}))])

        assert found == [(1, 1, None), (8, 2, 40)]

    def test_share_counts_pinned_items_when_they_are_of_it(self):
        rules = {"pins": [pin(9, 1)], "placeable": [9], "shares": [(self.rule(0.5), frozenset({8, 9}))]}

        assert placed([1, 2, 8], 3, **rules) == [9, 1, 2]


class DiversityLimitTests:
    def rule(self, limit: int, window: int = 0) -> Rule:
        return Rule(50, "diversity_limit", limit=limit, window=window, per="brand")

    def test_third_of_a_brand_waits_when_two_are_allowed(self):
        groups = {1: "a", 2: "a", 3: "a", 4: "b"}
        found = seat([1, 2, 3, 4, 5], 5, limits=[(self.rule(2), groups)])

        assert [one.pk for one in found.seats] == [1, 2, 4, 5, 3]
        assert found.limited == {3: 50}

    def test_limit_ends_when_its_window_does(self):
        groups = dict.fromkeys([1, 2, 3], "a")

        assert placed([1, 2, 3, 7, 8], 4, limits=[(self.rule(1, window=2), groups)]) == [1, 7, 2, 3]

    def test_pinned_item_stays_and_counts_when_its_brand_is_limited(self):
        rules = {"pins": [pin(9, 3)], "placeable": [9], "limits": [(self.rule(1), {1: "a", 2: "a", 9: "a"})]}

        assert placed([1, 2, 7, 8], 4, **rules) == [1, 7, 9, 8]

    def test_list_is_full_when_nothing_else_is_left(self):
        assert placed([1, 2, 3], 3, limits=[(self.rule(1), dict.fromkeys([1, 2, 3], "a"))]) == [1, 2, 3]

    def test_share_comes_first_when_both_cannot_be(self):
        share = Rule(40, "share", share=1.0)
        rules = {"shares": [(share, frozenset({2, 3}))], "limits": [(self.rule(1), {2: "a", 3: "a"})]}

        assert placed([1, 2, 3], 3, **rules) == [2, 3, 1]
