"""Hide rules: a product nowhere in a placement."""

from recommendations.engine.reranking.rules import place
from recommendations.engine.types import RuleSet
from tests.recommendations.engine.engine_cases import pks


class PlaceHidesTests:
    def test_next_item_moves_up_when_one_is_hidden(self):
        placed = place([7, 8, 9], RuleSet(hidden={7: 1}), (), 2)

        assert [(row.pk, row.rank, row.rule_id) for row in placed] == [(8, 1, None), (9, 2, None)]

    def test_rank_before_the_rule_is_told_when_one_is_hidden(self):
        placed = place([7, 8, 9], RuleSet(hidden={7: 1}), (), 2)

        assert [row.ranked_without_rules for row in placed] == [2, 3]

    def test_item_is_nowhere_when_hidden_and_pinned(self):
        rules = RuleSet(hidden={9: 1}, pins={1: (2, 9)})

        assert pks(place([9, 7, 8], rules, {9}, 3)) == [7, 8]

    def test_list_is_empty_when_all_are_hidden(self):
        assert place([7, 8], RuleSet(hidden={7: 1, 8: 2}), (), 2) == []

    def test_nothing_changes_when_a_hidden_item_was_not_ranked(self):
        assert pks(place([7, 8], RuleSet(hidden={42: 1}), (), 2)) == [7, 8]
