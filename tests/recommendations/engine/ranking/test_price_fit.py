"""How well a price fits the level a shopper buys at."""

import math

import pytest
from hypothesis import given

from recommendations.engine.ranking.blend import LEAST_SPREAD, price_fits
from recommendations.engine.types import Profile
from tests.recommendations.engine.engine_cases import prices, profiles

AT_TWENTY = Profile(price_level=math.log(20), price_spread=0.7)


def price_fit(price: float | None, profile: Profile) -> float:
    """Return the fit of one price."""
    return float(price_fits([price], profile)[0])


class PriceFitTests:
    def test_fit_is_one_when_price_is_the_shoppers_level(self):
        assert price_fit(20.0, AT_TWENTY) == 1.0

    @pytest.mark.parametrize("factor", [math.exp(0.7), math.exp(-0.7)])
    def test_fit_falls_alike_when_price_is_as_many_times_above_as_below(self, factor):
        assert price_fit(20.0 * factor, AT_TWENTY) == pytest.approx(math.exp(-0.5), abs=1e-12)

    def test_fit_is_that_of_two_spreads_when_price_is_two_spreads_away(self):
        assert price_fit(20.0 * math.exp(1.4), AT_TWENTY) == pytest.approx(math.exp(-2), abs=1e-12)

    @pytest.mark.parametrize("spread", [None, 0.0, 0.1, LEAST_SPREAD])
    def test_least_spread_counts_when_shopper_always_pays_the_same(self, spread):
        profile = Profile(price_level=math.log(20), price_spread=spread)

        assert price_fit(20.0 * math.exp(0.35), profile) == pytest.approx(math.exp(-0.5), abs=1e-12)

    @pytest.mark.parametrize("price", [None, 0.0])
    def test_fit_is_zero_when_price_is_unknown(self, price):
        assert price_fit(price, AT_TWENTY) == 0.0

    def test_fit_is_zero_when_level_is_unknown(self):
        assert price_fit(20.0, Profile(price_spread=0.7)) == 0.0

    def test_level_of_zero_is_a_level_when_shopper_pays_one(self):
        assert price_fit(1.0, Profile(price_level=0.0)) == 1.0

    def test_each_price_has_its_own_fit_when_there_are_several(self):
        assert price_fits([20.0, None, 20.0 * math.exp(0.7)], AT_TWENTY) == pytest.approx([1.0, 0.0, math.exp(-0.5)])

    @given(price=prices, profile=profiles)
    def test_fit_lies_between_zero_and_one_when_values_are_any(self, price, profile):
        assert 0.0 <= price_fit(price, profile) <= 1.0
