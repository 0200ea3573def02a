"""Conditions: what can be read, what is refused in words, and that writing is the opposite of reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.engine.rules.conditions import (
    All,
    AnyOf,
    Attribute,
    ConditionError,
    Not,
    OneOf,
    Range,
    condition_json,
    parse_condition,
)

words = st.lists(st.sampled_from(["shoes", "tea", "Norda", "red"]), min_size=1, max_size=3, unique=True)
leaves = st.one_of(
    st.builds(lambda kind, some: OneOf(kind, frozenset(some)), st.sampled_from(["category", "brand", "text"]), words),
    st.builds(lambda some: Attribute("colour", frozenset(some)), words),
    st.builds(lambda low, more: Range("price", low, low + more, "EUR"), st.integers(0, 50).map(float), st.just(5.0)),
    st.builds(lambda low: Range("stock", low), st.integers(0, 50).map(float)),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=6,
)


class ParseConditionTests:
    def test_everything_is_meant_when_nothing_is_said(self):
        assert parse_condition({}) == All()

    def test_tree_is_read_when_parts_lie_in_each_other(self):
        data = {
            "all": [{"category": ["jackets"]}, {"price": {"below": 50, "currency": "eur"}}, {"not": {"brand": ["A"]}}]
        }

        assert parse_condition(data) == All(
            (
                OneOf("category", frozenset({"jackets"})),
                Range("price", None, 50.0, "EUR"),
                Not(OneOf("brand", frozenset({"A"}))),
            )
        )

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ([], "is an object"),
            ({"brand": ["A"], "text": ["b"]}, "one name"),
            ({"colour": ["red"]}, "is not a condition"),
            ({"brand": []}, "not empty"),
            ({"brand": "Norda"}, "not empty"),
            ({"brand": [" "]}, "needs words"),
            ({"brand": [["A"]]}, "needs words"),
            ({"attribute": {"values": ["red"]}}, "needs a name"),
            ({"price": {}}, "at_least, below"),
            ({"price": {"at_least": 9, "below": 9}}, "nothing is at least 9 and below 9"),
            ({"price": {"below": "9"}}, "is not a number"),
            ({"price": {"below": True}}, "is not a number"),
            ({"price": {"below": float("nan")}}, "is not a number"),
            ({"stock": {"below": 9, "currency": "EUR"}}, "knows no currency"),
            ({"stock": {"below": 9, "unit": "m"}}, "knows no unit"),
            ({"not": {"not": {"not": {"not": {"not": {"not": {"not": {"not": {}}}}}}}}}, "deep"),
        ],
        ids=str,
    )
    def test_refusal_says_what_is_wrong_when_it_cannot_be_read(self, data, words):
        with pytest.raises(ConditionError, match=words):
            parse_condition(data)

    @given(trees)
    def test_condition_is_the_same_when_written_and_read_again(self, condition):
        assert parse_condition(condition_json(condition)) == condition
