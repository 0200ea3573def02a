"""Two people's edits of one thing, and of one release."""

from hypothesis import given
from hypothesis import strategies as st

from recommendations.releasing.merge import merge_fields, take_over

values = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2))
sets = st.dictionaries(st.integers(1, 5), st.builds(lambda n: {"n": n}, st.integers(0, 2)))


class MergeFieldsTests:
    def test_both_changes_are_kept_when_they_are_of_different_fields(self):
        merged = merge_fields({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3})

        assert (merged.values, merged.clashes) == ({"a": 2, "b": 3}, {})

    def test_clash_is_told_when_both_changed_the_same_field(self):
        merged = merge_fields({"a": 1}, {"a": 2}, {"a": 3})

        assert (merged.values, merged.clashes) == ({"a": 3}, {"a": (2, 3)})

    def test_nothing_clashes_when_both_made_the_same_change(self):
        assert merge_fields({"a": 1}, {"a": 2}, {"a": 2}).clashes == {}

    @given(values, values)
    def test_mine_stands_when_nobody_else_changed_anything(self, base, mine):
        assert merge_fields(base, base, mine).values == mine


class TakeOverTests:
    def test_new_rule_comes_and_removed_one_goes_when_the_draft_did_not_touch_them(self):
        plan = take_over({1: {"n": 1}, 2: {"n": 2}}, {1: {"n": 1}, 3: {"n": 3}}, {1: {"n": 9}, 2: {"n": 2}})

        assert (plan.put, plan.drop, plan.clashes) == ({3: {"n": 3}}, {2}, frozenset())

    def test_clash_is_told_when_both_changed_or_one_removed_it(self):
        plan = take_over({1: {"n": 1}, 2: {"n": 2}}, {1: {"n": 5}}, {1: {"n": 9}, 2: {"n": 8}})

        assert (plan.put, plan.drop, plan.clashes) == ({}, frozenset(), {1, 2})

    @given(sets, sets, sets)
    def test_nothing_is_lost_whatever_was_changed(self, base, live, mine):
        plan = take_over(base, live, mine)
        merged = {key: value for key, value in mine.items() if key not in plan.drop} | plan.put

        for key in {*base, *live, *mine} - plan.clashes:
            changed = mine.get(key) if mine.get(key) != base.get(key) else live.get(key)
            assert merged.get(key) == changed
