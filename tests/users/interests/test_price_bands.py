"""Which third of its category a price lies in, and when that makes an interest."""

import pytest

from tests.users.interests.interest_cases import weighed
from users.interests.price_bands import LABELS, band_key, parts, price_band
from users.interests.tags import propose
from users.interests.types import Catalogue

BOUNDS = (10.0, 30.0)
RATES = {band_key(band): 1 / 3 for band in LABELS}


class PriceBandTests:
    @pytest.mark.parametrize(
        ("price", "band"), [(1, "low"), (10, "low"), (10.01, "mid"), (30, "mid"), (30.01, "premium"), (900, "premium")]
    )
    def test_price_lies_in_a_third_of_its_category(self, price, band):
        assert price_band(price, BOUNDS) == band

    def test_nothing_is_parted_when_most_products_cost_the_same(self):
        assert [parts(BOUNDS), parts((10.0, 10.0)), parts((0.0, 10.0))] == [True, False, False]

    def test_dear_products_become_an_interest_when_a_shopper_turns_to_them_only(self):
        features = {product: {band_key("premium"): 1.0} for product in (1, 2)} | {3: {band_key("low"): 1.0}}
        shop = Catalogue(features=features, base_rates=RATES, labels={band_key(band): LABELS[band] for band in LABELS})
        dear, cheap = [weighed("a", 3.0, product=1), weighed("b", 3.0, product=2)], weighed("c", 6.0, product=3)

        [tag] = propose(dear, shop)

        assert (tag.label, tag.evidence) == ("premium price", ("a", "b"))
        assert [found.weight for found in propose([*dear, cheap], shop)] == [1.0, 1.0]

    def test_prices_are_no_interest_when_every_band_has_its_share(self):
        features = {n: {band_key(band): 1.0} for n, band in enumerate(LABELS)}

        assert propose([weighed(str(n), 2.0, product=n) for n in features], Catalogue(features, RATES)) == []
