"""Which items conditions mean, all of them at once."""

import numpy as np
import pytest
from hypothesis import given

from recommendations.engine.rules.conditions import All, AnyOf, Attribute, Key, Not, OneOf, Range, parse_condition
from recommendations.engine.rules.masks import Conditions
from tests.recommendations.engine.rules.rule_cases import ABOVE, columns_of, rankings
from tests.recommendations.engine.rules.test_conditions import trees


def meant(data, columns) -> list[int]:
    conditions = Conditions([parse_condition(data)])
    [mask] = conditions.masks(columns, np.array([0]))
    return [pk for pk, yes in zip(columns.pk, mask, strict=True) if yes]


def holds(condition, pk: int) -> bool:
    """The same in words of one item, to compare with."""
    columns = columns_of([pk])
    match condition:
        case All(of):
            return all(holds(part, pk) for part in of)
        case AnyOf(of):
            return any(holds(part, pk) for part in of)
        case Not(of):
            return not holds(of, pk)
        case OneOf("category", values):
            return bool(values & ABOVE.get(columns.category[0], frozenset()))
        case OneOf("brand", values):
            return columns.brand[0].lower() in {value.lower() for value in values}
        case OneOf("text", values):
            return any(value.lower() in columns.title[0].lower() for value in values)
        case Attribute(name, values):
            return any((name, value) in columns.attributes[0] for value in values)
        case Range(kind, low, high, _):
            number = {"price": columns.price, "stock": columns.stock}[kind][0]
            return (low is None or number >= low) and (high is None or number < high)
        case Key(own):
            return own == pk
    raise AssertionError(condition)


class ConditionsTests:
    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            ({}, [4, 5, 6, 8, 12]),
            ({"brand": ["NORDA"]}, [4, 8, 12]),
            ({"brand": ["Norda", "Alpa"]}, [4, 5, 8, 12]),
            ({"category": ["shoes"]}, [4, 5, 6, 8]),
            ({"category": ["trail"]}, [8]),
            ({"category": ["trail", "tea"]}, [8, 12]),
            ({"attribute": {"name": "colour", "values": ["red"]}}, [5]),
            ({"attribute": {"name": "size", "values": ["red"]}}, []),
            ({"text": ["shoe 1"]}, [12]),
            ({"product": ["p5", "p6"]}, [5, 6]),
            ({"price": {"at_least": 5, "below": 8}}, [5, 6]),
            ({"price": {"below": 8, "currency": "eur"}}, [4, 5, 6]),
            ({"price": {"below": 8, "currency": "USD"}}, []),
            ({"not": {"brand": ["Norda"]}}, [5, 6]),
            ({"all": [{"brand": ["Norda"]}, {"price": {"below": 9}}]}, [4, 8]),
            ({"all": [{"brand": ["Norda"]}, {"not": {"price": {"below": 9}}}]}, [12]),
            ({"any": [{"brand": ["Alpa"]}, {"category": ["tea"]}]}, [5, 12]),
            ({"not": {"any": [{"brand": ["Alpa"]}, {"category": ["tea"]}]}}, [4, 6, 8]),
            ({"age_days": {"at_least": 6}}, [6, 8, 12]),
            ({"margin": {"at_least": 0.5}}, [5, 6, 8]),
            ({"all": [{"margin": {"below": 0.5}}, {"price": {"below": 8}}]}, [4]),
        ],
        ids=str,
    )
    def test_items_are_those_that_the_words_say(self, data, expected):
        assert meant(data, columns_of([4, 5, 6, 8, 12])) == expected

    def test_unknown_price_satisfies_nothing_when_prices_are_compared(self):
        columns = columns_of([4, 5], price=np.array([np.nan, 5.0]))

        assert meant({"price": {"at_least": 0}}, columns) == [5]
        assert meant({"not": {"price": {"at_least": 0}}}, columns) == [4]

    def test_unknown_margin_satisfies_nothing_when_margins_are_compared(self):
        columns = columns_of([4, 5], margin=np.array([np.nan, 0.5]))

        assert meant({"margin": {"below": 1}}, columns) == [5]

    def test_stock_is_endless_when_it_is_not_counted(self):
        columns = columns_of([4, 5], stock=np.array([np.nan, 1.0]))

        assert meant({"stock": {"at_least": 1000}}, columns) == [4]
        assert meant({"stock": {"below": 1000}}, columns) == [5]

    def test_no_item_is_meant_when_there_is_none(self):
        assert meant({"text": ["shoe"]}, columns_of([])) == []

    @given(trees, trees, rankings)
    def test_masks_agree_with_one_item_at_a_time_when_trees_are_any(self, first, second, pks):
        conditions = Conditions([first, Key(7), second])

        masks = conditions.masks(columns_of(pks), np.array([2, 0, 1]))

        for condition, mask in zip([second, first, Key(7)], masks, strict=True):
            assert mask.tolist() == [holds(condition, pk) for pk in pks]
