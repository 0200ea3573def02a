"""How strong an interest is, by hand and by plain arithmetic."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.users.interests.interest_cases import BLUE, RED, TEA, catalogue, weighed
from users.interests.tags import TagConfig, propose

BRAND = ("brand", "brand", "Norda")


def strength(amount: float, total: float, base: float, of_kind: float) -> float:
    """Smoothed share of attention × log of its lift × weight of the kind."""
    share = (amount + 4 * base) / (total + 4)
    return share * math.log(share / base) * of_kind


def by_key(tags) -> dict:
    return {tag.key: tag.weight for tag in tags}


class StrengthsTests:
    def test_weights_are_shares_of_the_strongest_when_there_are_several(self):
        shop = catalogue({1: {TEA: 1.0}, 2: {RED: 1.0}}, tea=0.1, red=0.2)

        tags = propose([weighed("a", 3.0, product=1), weighed("b", 2.0, product=2)], shop)

        tea, red = strength(3, 5, 0.1, 1.0), strength(2, 5, 0.2, 0.8)
        assert [tag.key for tag in tags] == [TEA, RED]
        assert by_key(tags) == pytest.approx({TEA: 1.0, RED: red / tea})

    def test_confidence_counts_when_a_feature_is_doubtful(self):
        shop = catalogue({1: {RED: 1.0, BLUE: 0.5}})

        tags = propose([weighed("a", 4.0)], shop)

        assert by_key(tags)[BLUE] == pytest.approx(strength(2, 4, 0.1, 0.8) / strength(4, 4, 0.1, 0.8))

    def test_kinds_weigh_differently_when_all_else_is_equal(self):
        audience, function = ("audience", "audience", "women"), ("function", "function", "warm")
        shop = catalogue({1: {RED: 1.0, TEA: 1.0, BRAND: 1.0, audience: 1.0, function: 1.0}})

        weights = by_key(propose([weighed("a", 4.0)], shop))

        assert weights == pytest.approx({TEA: 1.0, function: 1.0, RED: 0.8, BRAND: 0.8, audience: 0.5})

    def test_feature_is_no_interest_when_its_share_of_the_catalog_is_unknown(self):
        shop = catalogue({1: {RED: 1.0}})

        assert propose([weighed("a", 4.0)], type(shop)(features=shop.features)) == []

    def test_searches_say_nothing_of_features_when_they_name_no_product(self):
        shop = catalogue({1: {RED: 1.0}})
        alone = propose([weighed("a", 2.0)], shop)

        assert propose([weighed("a", 2.0), weighed("b", 9.0, product=None, kind="search", query="tea")], shop) == alone

    @pytest.mark.parametrize(("least", "keys"), [(0.0, [TEA, RED]), (0.9, [TEA])])
    def test_weak_interest_is_left_out_when_below_the_least(self, least, keys):
        shop = catalogue({1: {TEA: 1.0, RED: 1.0}})

        assert [tag.key for tag in propose([weighed("a", 4.0)], shop, TagConfig(least_weight=least))] == keys

    def test_strongest_are_kept_and_key_decides_when_there_are_too_many(self):
        features = {("attribute", "colour", f"c{n}"): 1.0 for n in range(20)}

        tags = propose([weighed("a", 4.0)], catalogue({1: features}))

        assert [tag.key for tag in tags] == sorted(features)[:10]

    @given(
        st.lists(
            st.builds(weighed, st.uuids().map(str), st.floats(-3, 4), product=st.integers(1, 4), kind=st.just("view")),
            max_size=12,
        )
    )
    def test_tags_are_ordered_and_rest_on_events_of_that_feature_when_history_is_any(self, rows):
        features = {1: {RED: 1.0, TEA: 0.5}, 2: {RED: 0.7}, 3: {BLUE: 1.0}}

        tags = propose(rows, catalogue(features, blue=0.4))

        weights = [tag.weight for tag in tags]
        assert weights == sorted(weights, reverse=True)
        assert weights[:1] in ([], [1.0])
        assert all(0.08 <= weight <= 1 for weight in weights)
        for tag in tags:
            behind = {r.event.event_id for r in rows if tag.key in features.get(r.event.product, {}) and r.weight > 0}
            assert tag.evidence
            assert set(tag.evidence) == behind
