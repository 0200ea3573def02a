"""Who is kept out, and what is added to scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.engine.rules.audience import Visitor
from recommendations.engine.rules.book import Rule, RuleBook
from recommendations.engine.rules.conditions import Key, OneOf
from recommendations.engine.rules.effects import effects_of, price_band
from tests.recommendations.engine.rules.rule_cases import columns_of
from tests.recommendations.engine.rules.test_book import MONDAY
from tests.recommendations.engine.rules.test_conditions import trees

NORDA = OneOf("brand", frozenset({"Norda"}))  # every fourth key
ALPA = OneOf("brand", frozenset({"Alpa"}))  # the one after it


def effects(*rules: Rule, pks=(4, 5, 6, 8)):
    work = RuleBook(rules).at_work("home", MONDAY, Visitor())
    return effects_of(work, columns_of(pks))


class KeptOutTests:
    def test_item_is_kept_out_when_a_rule_hides_it(self):
        assert effects(Rule(1, "hide", condition=NORDA)).kept_out == {4: 1, 8: 1}

    def test_others_are_kept_out_when_only_some_are_included(self):
        assert effects(Rule(1, "include_only", condition=NORDA)).kept_out == {5: 1, 6: 1}

    def test_item_has_to_satisfy_all_when_several_say_what_is_included(self):
        rules = [Rule(1, "include_only", condition=NORDA), Rule(2, "include_only", condition=Key(8))]

        assert effects(*rules).kept_out == {4: 2, 5: 1, 6: 1}

    def test_hide_is_named_when_it_and_an_include_only_keep_an_item_out(self):
        rules = [Rule(1, "include_only", condition=NORDA), Rule(2, "hide", condition=ALPA)]

        assert effects(*rules).kept_out == {5: 2, 6: 1}


class MovesTests:
    BASE = np.array([0.2, 0.4, 0.8, 0.1])

    @pytest.mark.parametrize(
        ("rule", "added"),
        [
            (Rule(1, "boost", condition=NORDA, strength=0.5), [0.1, 0, 0, 0.05]),
            (Rule(1, "bury", condition=NORDA, strength=0.5), [-0.1, 0, 0, -0.05]),
            (Rule(1, "boost", condition=NORDA, strength=0.5, relative=True), [0.4, 0, 0, 0.4]),
            (Rule(1, "bury", condition=ALPA, strength=1.0, relative=True), [0, -0.8, 0, 0]),
        ],
    )
    def test_score_changes_by_the_strength_of_the_rule(self, rule, added):
        assert effects(rule).added(self.BASE) == pytest.approx(added)

    def test_factor_names_its_rule(self):
        [moved] = effects(Rule(17, "bury", condition=NORDA, strength=0.5)).moved([0], self.BASE)

        [factor] = moved.factors
        assert moved.by == (17,)
        assert (factor.name, factor.value, factor.weight) == ("rule:17", pytest.approx(0.2), -0.5)

    @given(
        st.lists(
            st.builds(
                Rule,
                st.integers(1, 999),
                st.sampled_from(["boost", "bury"]),
                condition=trees,
                strength=st.floats(0.01, 10),
                relative=st.booleans(),
            ),
            max_size=5,
        )
    )
    def test_factors_add_up_to_what_is_added_when_rules_are_any(self, rules):
        found = effects(*rules)

        added = found.added(self.BASE)

        totals = [sum(factor.contribution for factor in moved.factors) for moved in found.moved(range(4), self.BASE)]
        assert totals == pytest.approx(added, abs=1e-9)


class LimitsTests:
    def test_items_are_grouped_by_what_the_rule_counts(self):
        found = effects(
            Rule(1, "diversity_limit", per="brand"),
            Rule(2, "diversity_limit", per="category"),
            Rule(3, "diversity_limit", per="price_band"),
            Rule(4, "diversity_limit", per="attribute:colour", condition=NORDA),
            pks=(3, 4, 5, 9),
        )

        assert [groups for _, groups in found.limits] == [
            {4: "norda", 5: "alpa", 9: "alpa"},
            {4: 1, 5: 1, 9: 2},
            {3: 1, 4: 2, 5: 2, 9: 3},
            {4: "blue"},
        ]

    @pytest.mark.parametrize(("price", "band"), [(float("nan"), None), (0.0, None), (1.0, 0), (99.0, 6), (128.0, 7)])
    def test_band_reaches_to_twice_its_beginning(self, price, band):
        assert price_band(price) == band


class SharesTests:
    def test_members_are_those_that_the_condition_means(self):
        [(rule, members)] = effects(Rule(1, "share", condition=NORDA, share=0.5)).shares

        assert (rule.key, members) == (1, {4, 8})
