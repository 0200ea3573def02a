"""Explored places: how many, for whom, and whether the logged probabilities are the true ones."""

from collections import Counter

import numpy as np
import pytest

from recommendations.engine.reranking.exploration import Uncertain, explore, winning_chances

BASE = list(range(1, 11))
POOL = [Uncertain(100 + number, shown=10 * number, clicks=number // 3) for number in range(8)]


def many(times=1500, **asked):
    values = {"share": 0.25} | asked
    return [explore(BASE, POOL, request_id=f"r{number}", **values) for number in range(times)]


class ExploreTests:
    def test_same_request_has_the_same_list(self):
        first, second = (explore(BASE, POOL, share=0.2, request_id="r-1") for _ in range(2))

        assert first == second
        assert len(first.places) == 2
        assert {row.items for row in many(50)} != {first.items}

    @pytest.mark.parametrize("asked", [{"share": 0.0}, {"share": 0.5, "pool": []}, {"share": 0.5, "fixed": BASE}])
    def test_nothing_changes_when_nothing_may_be_explored(self, asked):
        pool = asked.pop("pool", POOL)

        found = explore(BASE, pool, request_id="r", **asked)

        assert found.items == found.base == tuple(BASE)
        assert (found.places, found.pool, found.propensities()) == ((), {}, [1.0] * 10)

    def test_share_is_kept_on_average(self):
        places = np.mean([len(row.places) for row in many(share=0.13)])

        assert places == pytest.approx(1.3, abs=0.04)

    def test_place_of_a_rule_is_never_explored(self):
        for row in many(300, fixed=[1, 4], share=0.8):
            assert row.items[0] == 1
            assert row.items[3] == 4
            assert row.propensities()[0] == 1.0

    def test_item_of_the_list_gets_no_second_place(self):
        found = [explore(BASE, [Uncertain(3), Uncertain(100)], share=0.5, request_id=f"r{n}") for n in range(100)]

        assert all(len(set(row.items)) == 10 for row in found)
        assert all(set(row.items) <= {*BASE, 100} for row in found)

    @pytest.mark.parametrize("fixed", [[], [2, 3]])
    def test_logged_probability_is_how_often_it_happens(self, fixed):
        rows = many(1500, fixed=fixed)

        shown = Counter(item for row in rows for item in row.items)
        for item, chance in rows[0].pool.items():
            assert shown[item] / len(rows) == pytest.approx(chance, abs=0.05)
        for item in BASE:
            expected = 1.0 if item in fixed else rows[0].kept
            assert shown[item] / len(rows) == pytest.approx(expected, abs=0.05)

    def test_explored_item_is_at_each_open_place_alike(self):
        rows = many(1500, fixed=[1])

        places = Counter(place for row in rows for place in row.places)

        assert min(places.values()) / max(places.values()) > 0.7
        assert set(places) == set(range(2, 11))

    def test_list_is_never_longer_than_its_pool_allows(self):
        found = explore(BASE, POOL[:1], share=0.5, request_id="r")

        assert len(found.places) == 1
        assert found.pool == {100: pytest.approx(1.0)}


class WinningChancesTests:
    def test_they_add_up_and_nobody_is_shut_out(self):
        pool = [Uncertain(1, 10_000, 1), *[Uncertain(number, 10_000, 1000) for number in range(2, 6)]]

        chances = winning_chances(pool, 0.05)

        assert chances.sum() == pytest.approx(1.0)
        assert chances[0] == pytest.approx(0.02)

    def test_unknown_item_is_preferred_to_a_known_average_one(self):
        _known, unknown = winning_chances([Uncertain(1, 100_000, 5000), Uncertain(2)], 0.05)

        assert 0.25 < unknown < 0.6  # half of the draws of the unknown are higher, but for the skew

    def test_good_item_wins_more_often_than_a_bad_one(self):
        good, bad = winning_chances([Uncertain(1, 200, 20), Uncertain(2, 200, 4)], 0.05)

        assert good > 0.9 > bad
