"""The blend: an order, and factors that explain it."""

import math

import pytest

from recommendations.engine.types import Factor, Profile
from tests.recommendations.engine.engine_cases import DRY, RED, TEA, WOOL, candidate, ranked

WEIGHTS = {"interest": 0.5, "popular": 0.25, "tags": 0.125, "price": 0.125}


def order(rows) -> list[str]:
    return [row.item.item_id for row in rows]


class RankTests:
    def test_score_is_the_weighted_sum_when_several_factors_count(self):
        profile = Profile(tags={RED: 1.0, WOOL: 1.0}, labels={RED: "red"}, price_level=math.log(30))
        found = candidate(
            1, {"interest": 0.8, "popular": 0.4}, because={"interest": "product:7"}, price=30.0, features=[RED]
        )

        [best] = ranked([found], profile, WEIGHTS)

        assert best.score == pytest.approx(0.8 * 0.5 + 0.4 * 0.25 + 0.5 * 0.125 + 1.0 * 0.125, abs=1e-12)
        assert best.factors == (
            Factor("interest", 0.8, 0.5, "product:7"),
            Factor("popular", 0.4, 0.25),
            Factor("tags", 0.5, 0.125, "red"),
            Factor("price", 1.0, 0.125),
        )

    def test_heavier_factor_leads_when_values_are_equal(self):
        found = [candidate(1, {"popular": 0.6}), candidate(2, {"interest": 0.6}), candidate(3, {"new": 0.6})]

        rows = ranked(found, Profile(), WEIGHTS)

        assert [(row.item.pk, row.score) for row in rows] == [(2, 0.3), (1, 0.15), (3, 0.0)]

    @pytest.mark.parametrize("pks", [[3, 1, 2], [2, 3, 1], [1, 2, 3]])
    def test_item_id_decides_when_scores_are_equal(self, pks):
        assert order(ranked([candidate(pk, {"popular": 0.5}) for pk in pks], Profile(), WEIGHTS)) == [
            "p001",
            "p002",
            "p003",
        ]

    @pytest.mark.parametrize(("limit", "count"), [(0, 0), (1, 1), (3, 3), (10, 4), (None, 4)])
    def test_best_come_when_a_limit_is_set(self, limit, count):
        found = [candidate(pk, {"popular": pk / 10}) for pk in range(1, 5)]

        assert order(ranked(found, Profile(), WEIGHTS, limit)) == ["p004", "p003", "p002", "p001"][:count]

    def test_list_is_empty_when_nothing_was_found(self):
        assert ranked([], Profile(tags={RED: 1.0}), WEIGHTS) == []


class RankFactorsTests:
    def test_factor_is_left_out_when_its_value_or_weight_is_zero(self):
        found = candidate(1, {"interest": 0.0, "popular": 1.0, "new": 1.0})

        [row] = ranked([found], Profile(), {"interest": 1.0, "popular": 0.5, "new": 0.0})

        assert row.factors == (Factor("popular", 1.0, 0.5),)

    def test_item_without_factors_scores_zero_when_no_weight_is_set(self):
        [row] = ranked([candidate(1, {"popular": 1.0})], Profile(), {})

        assert (row.score, row.factors) == (0.0, ())

    def test_three_heaviest_matches_are_named_when_more_match(self):
        words = {RED: "red", WOOL: "wool", TEA: "Tea", DRY: "waterproof"}
        profile = Profile(tags={DRY: 0.2, TEA: 0.6, WOOL: 0.8, RED: 1.0}, labels=words)

        [row] = ranked([candidate(1, features=words)], profile, {"tags": 1.0})

        assert row.factors[0].evidence == "red, wool, Tea"

    def test_match_is_named_by_its_value_when_it_has_no_words(self):
        [row] = ranked([candidate(1, features=[TEA])], Profile(tags={TEA: 1.0}), {"tags": 1.0})

        assert row.factors[0].evidence == "Drinks > Tea"

    def test_match_is_named_once_when_two_tags_have_the_same_words(self):
        profile = Profile(tags={RED: 1.0, WOOL: 0.9}, labels={RED: "cosy", WOOL: "cosy"})

        [row] = ranked([candidate(1, features=[RED, WOOL])], profile, {"tags": 1.0})

        assert row.factors[0].evidence == "cosy"

    def test_only_what_the_item_has_is_named_when_the_profile_asks_for_more(self):
        profile = Profile(tags={RED: 1.0, DRY: 0.1}, labels={RED: "red", DRY: "waterproof"})

        [row] = ranked([candidate(1, features=[DRY])], profile, {"tags": 1.0})

        assert row.factors[0].evidence == "waterproof"
