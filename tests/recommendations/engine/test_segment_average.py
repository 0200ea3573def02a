"""Lists of several users as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.engine.segment_average import averaged
from recommendations.engine.types import AnswerItem, Factor


def item(pk: int, rank: int, *contributions: float, **changes: object) -> AnswerItem:
    factors = tuple(Factor(f"f{at}", value, 1.0) for at, value in enumerate(contributions))
    values = {
        "pk": pk,
        "product_id": f"p{pk}",
        "rank": rank,
        "score": sum(contributions),
        "reason": "Popular",
        "factors": factors,
        "copy": None,
        "rule_id": None,
        "ranked_without_rules": rank + 1,
        "title": f"Title {pk}",
        "brand": "",
        "price": None,
        "currency": "EUR",
        "image": "",
        "stock": None,
    }
    return AnswerItem(**(values | changes))  # type: ignore[arg-type]


contributions = st.lists(st.floats(-1, 1), min_size=1, max_size=4)
lists = st.lists(st.lists(st.tuples(st.integers(1, 6), contributions), unique_by=lambda row: row[0]), min_size=1)


class AveragedTests:
    def test_items_stand_by_their_mean_place_and_missing_counts_as_the_place_behind(self) -> None:
        found = averaged([[item(1, 1, 0.9), item(2, 2, 0.5)], [item(2, 1, 0.6)], [item(2, 1, 0.1)]], 5)

        assert [(one.item.pk, one.item.rank, one.lists, one.place) for one in found] == [
            (2, 1, 3, pytest.approx(4 / 3)),
            (1, 2, 1, pytest.approx(7 / 3)),
        ]
        assert [one.item.score for one in found] == [pytest.approx(0.4), pytest.approx(0.3)]

    def test_list_is_cut_and_of_equal_places_the_higher_score_is_first(self) -> None:
        found = averaged([[item(1, 1, 0.2)], [item(2, 1, 0.4)]], 1)

        assert [one.item.pk for one in found] == [2]

    def test_rule_is_the_one_of_most_lists_and_movers_are_those_of_all(self) -> None:
        first, second, third = (
            item(1, 1, 0.1, rule_id=7, moved_by=(3,)),
            item(1, 1, 0.1, rule_id=7),
            item(1, 1, 0.1, moved_by=(4, 3)),
        )

        [one] = averaged([[first], [second], [third]], 5)

        assert (one.item.rule_id, one.item.moved_by, one.item.ranked_without_rules) == (7, (3, 4), 1)

    @given(lists)
    def test_factors_add_up_to_the_mean_score_when_lists_are_any(self, drawn) -> None:
        made = [[item(pk, at, *parts) for at, (pk, parts) in enumerate(one, start=1)] for one in drawn]

        for one in averaged(made, 10):
            scores = [row.score for rows in made for row in rows if row.pk == one.item.pk]
            assert one.item.score == pytest.approx(sum(scores) / len(made), abs=1e-9)
            assert sum(factor.contribution for factor in one.item.factors) == pytest.approx(one.item.score, abs=1e-9)
