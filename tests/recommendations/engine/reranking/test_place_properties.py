"""What holds of every placed list."""

from hypothesis import given
from hypothesis import strategies as st

from recommendations.engine.reranking.rules import place
from recommendations.engine.types import RuleSet
from tests.recommendations.engine.engine_cases import pks, rule_sets

rankings = st.lists(st.integers(1, 99), unique=True, max_size=40)
lengths = st.integers(0, 30)


def showable_pins(rules: RuleSet, keys: set[int]) -> set[int]:
    return {pk for _, pk in rules.pins.values() if pk in keys}


@st.composite
def cases(draw: st.DrawFn):
    """A ranking, rules, and the pinned items of which some may not be shown."""
    rules = draw(rule_sets())
    showable = draw(st.sets(st.sampled_from(sorted(pk for _, pk in rules.pins.values())))) if rules.pins else set()
    ranked = [pk for pk in draw(rankings) if pk in showable or pk not in _pinned(rules)]
    return ranked, rules, showable_pins(rules, showable), draw(lengths)


def _pinned(rules: RuleSet) -> set[int]:
    return {pk for _, pk in rules.pins.values()}


def _live(rules: RuleSet, pinned: set[int]) -> dict[int, int]:
    """Position → item, of the pins that may be shown."""
    return {at: pk for at, (_, pk) in rules.pins.items() if pk in pinned and pk not in rules.hidden}


class PlacePropertiesTests:
    @given(cases())
    def test_items_come_once_with_ranks_in_a_row_when_rules_are_any(self, case):
        ranked, rules, pinned, k = case

        placed = place(ranked, rules, pinned, k)

        assert len(set(pks(placed))) == len(placed) <= k
        assert [row.rank for row in placed] == list(range(1, len(placed) + 1))

    @given(cases())
    def test_hidden_items_and_dead_pins_never_come_when_rules_are_any(self, case):
        ranked, rules, pinned, k = case

        shown = set(pks(place(ranked, rules, pinned, k)))

        assert not shown & set(rules.hidden)
        assert not shown & (_pinned(rules) - pinned)

    @given(cases())
    def test_list_has_k_items_when_k_may_be_shown(self, case):
        ranked, rules, pinned, k = case
        showable = (set(ranked) | pinned) - set(rules.hidden)

        assert len(place(ranked, rules, pinned, k)) == min(k, len(showable))

    @given(cases())
    def test_pins_stand_at_their_positions_when_enough_others_stand_before_them(self, case):
        ranked, rules, pinned, k = case
        pins = _live(rules, pinned)
        others = set(ranked) - set(pins.values()) - set(rules.hidden)

        placed = pks(place(ranked, rules, pinned, k))

        for number, (position, pk) in enumerate(sorted(pins.items())):
            if position <= k and position - 1 <= len(others) + number:
                assert placed[position - 1] == pk

    @given(cases())
    def test_others_keep_their_order_when_rules_are_any(self, case):
        ranked, rules, pinned, k = case
        pins = set(_live(rules, pinned).values())

        others = [pk for pk in pks(place(ranked, rules, pinned, k)) if pk not in pins]

        expected = [pk for pk in ranked if pk not in pins | set(rules.hidden)]
        assert others == expected[: len(others)]

    @given(cases())
    def test_rule_is_told_when_and_only_when_it_placed_the_item(self, case):
        ranked, rules, pinned, k = case
        rule_of = {pk: rule for rule, pk in rules.pins.values()}

        for row in place(ranked, rules, pinned, k):
            pk = row.pk
            assert row.rule_id == (rule_of[pk] if pk in _live(rules, pinned).values() else None)
