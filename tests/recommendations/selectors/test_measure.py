"""Figures of a slice: over shoppers, for a placement, a release, a segment, and the period before."""

from datetime import timedelta

import pytest

from catalog.models import Product
from recommendations.experiments.estimates import Bounds, Estimate
from recommendations.models import ListDay
from recommendations.selectors.exposure import exposure_by_brand, exposure_by_language, exposure_by_price, share_bounds
from recommendations.selectors.measure import (
    NOTHING,
    Slice,
    choices,
    outcome,
    outcomes_by,
    rank_outcomes,
    spread,
)
from tests.factories import ProductFactory
from tests.recommendations.dashboard.measured_days import product_day, rank_day, shopper_days, today

pytestmark = pytest.mark.django_db


def days(number=7, **values):
    return Slice(since=today() - timedelta(days=number - 1), until=today(), **values)


class OutcomeTests:
    def test_rates_are_over_shoppers_with_their_intervals(self):
        shopper_days(3, clicks=1, impressions=10)
        shopper_days(1, clicks=6, impressions=20, purchases=2, revenue=50)

        found = outcome(days())

        assert (found.shoppers, found.impressions, found.clicks, found.purchases) == (4, 50, 9, 2)
        assert found.click_rate.value == pytest.approx(9 / 50)
        assert found.conversion.value == pytest.approx(1 / 4)
        assert found.revenue_per_thousand.value == pytest.approx(1000)
        residuals = [1 - 1.8] * 3 + [6 - 3.6]
        assert found.click_rate.variance == pytest.approx(sum(r * r for r in residuals) / 3 / 4 / 12.5**2)

    def test_shopper_of_two_days_is_one_shopper(self):
        row = shopper_days(1, purchases=1)[0]
        row.pk, row.day = None, today() - timedelta(days=1)
        row.save()

        found = outcome(days())

        assert (found.shoppers, found.impressions, found.conversion.value) == (1, 20, 1.0)

    @pytest.mark.parametrize(
        ("values", "shoppers"),
        [
            ({}, 7), ({"placement": "cart"}, 1), ({"release": 3}, 2), ({"release": 0}, 5), ({"locale": "de"}, 4),
            ({"visitors": "new"}, 2), ({"visitors": "returning"}, 5),
        ],
    )  # fmt: skip
    def test_slice_is_what_was_asked_for(self, values, shoppers):
        shopper_days(1, placement="cart", returning=True)
        shopper_days(2, release=3)
        shopper_days(4, locale="de", returning=True)
        shopper_days(1, ago=7)

        assert outcome(days(**values)).shoppers == shoppers

    def test_period_before_is_as_long(self):
        of = days(7)

        assert of.before().days == 7
        assert of.before().until == of.since - timedelta(days=1)
        assert of.before().before().until == of.since - timedelta(days=8)

    def test_nothing_is_nothing(self):
        assert outcome(days()) == NOTHING
        assert outcomes_by(days(), "day") == {}

    def test_groups_stand_in_order(self):
        shopper_days(2, placement="home")
        shopper_days(1, placement="cart", ago=1)

        assert {key: row.shoppers for key, row in outcomes_by(days(), "placement").items()} == {"cart": 1, "home": 2}
        assert list(outcomes_by(days(), "day")) == [today() - timedelta(days=1), today()]
        with pytest.raises(ValueError, match="cannot be grouped"):
            outcomes_by(days(), "1; DROP TABLE")

    def test_choices_are_what_was_measured(self):
        shopper_days(1, placement="cart", release=2, locale="de")

        assert choices() == {"placement": ["cart"], "release": [2], "locale": ["de"]}


class SpreadTests:
    def test_coverage_counts_what_may_be_shown(self):
        product_day(5)
        product_day(5, product=ProductFactory(hidden=True))
        ProductFactory.create_batch(2)

        found = spread(days())

        assert (found.shown, found.products) == (1, 3)

    def test_novelty_is_in_bits_of_what_is_shown_elsewhere(self):
        product_day(6, placement="home")
        product_day(2, placement="cart")

        assert spread(days(placement="cart")).novelty == pytest.approx(2.0)
        assert spread(days(placement="home")).novelty == pytest.approx(0.4150375)
        assert spread(days(placement="email")).novelty is None

    def test_diversity_is_the_mean_over_lists(self):
        ListDay.objects.create(day=today(), placement="home", lists=4, distance=2.0, distance_squares=1.2)

        found = spread(days()).diversity

        assert (found.value, found.n) == (0.5, 4)
        assert found.variance == pytest.approx(0.2 / 3 / 4)
        assert spread(days(locale="de")).diversity is None

    def test_places_are_in_order(self):
        rank_day(2, 100, 5)
        rank_day(1, 100, 12)

        assert rank_outcomes(days()) == [(1, 100, 12), (2, 100, 5)]


class ExposureTests:
    def test_brand_stands_against_its_part_of_the_catalog(self):
        norda, lund = ProductFactory(brand="Norda"), ProductFactory(brand="Lund")
        ProductFactory.create_batch(2, brand="Lund")
        product_day(30, product=norda)
        product_day(10, product=lund)
        product_day(10, product=lund, ago=7)

        rows = {row.name: row for row in exposure_by_brand(days())}

        assert (rows["Norda"].shown, rows["Norda"].before, rows["Norda"].catalog) == (0.75, 0.0, 0.25)
        assert (rows["Lund"].shown, rows["Lund"].before, rows["Lund"].impressions) == (0.25, 1.0, 10)

    def test_days_are_the_observations_of_a_share(self):
        norda, lund = ProductFactory(brand="Norda", price=10), ProductFactory(brand="Lund", price=20)
        for ago, shown in enumerate([(6, 4), (4, 6), (5, 5)]):
            product_day(shown[0], product=norda, ago=ago)
            product_day(shown[1], product=lund, ago=ago)

        row = {row.name: row for row in exposure_by_brand(days())}["Norda"]

        # Residuals 1, -1 and 0 of 10 a day: variance 2 / 2 / 3 / 100; Student's t of two degrees is 4.303.
        assert (row.shown, row.now.n) == (0.5, 3)
        assert row.now.variance == pytest.approx(1 / 300)
        around = share_bounds(row.now)
        assert (around.low, around.high) == (pytest.approx(0.25159, abs=1e-5), pytest.approx(0.74841, abs=1e-5))

    def test_one_day_has_no_interval_and_no_share_leaves_its_scale(self):
        assert share_bounds(Estimate(0.4, 0.0, 1)) == Bounds(0.4, 0.4)
        assert share_bounds(Estimate(0.5, 1.0, 2)) == Bounds(0.0, 1.0)

    def test_small_brands_are_folded(self):
        for number in range(10):
            product_day(20 - number, product=ProductFactory(brand=f"Brand {number}"))

        rows = exposure_by_brand(days())

        assert [row.name for row in rows] == [f"Brand {number}" for number in range(8)] + [""]
        assert rows[-1].impressions == 12 + 11

    def test_price_bands_hold_a_quarter_each(self):
        for price in (10, 20, 30, 40):
            product_day(price, product=ProductFactory(price=price))

        rows, between = exposure_by_price(days())

        assert between == [20.0, 30.0, 40.0]
        assert [(row.shown, row.catalog) for row in rows] == [(0.1, 0.25), (0.2, 0.25), (0.3, 0.25), (0.4, 0.25)]

    def test_product_of_two_languages_counts_half_for_each(self):
        both = ProductFactory(texts={"en": ("Shoe", ""), "de": ("Schuh", "")})
        product_day(10, product=both)
        product_day(30, product=ProductFactory(texts={"de": ("Jacke", "")}))

        rows = {row.name: row for row in exposure_by_language(days())}

        assert {name: row.shown for name, row in rows.items()} == {"de": 35 / 40, "en": 5 / 40}
        assert rows["de"].catalog == 0.75

    def test_nothing_is_shown_of_an_empty_shop(self):
        assert not Product.objects.exists()

        assert exposure_by_brand(days()) == []
        assert exposure_by_price(days()) == ([], [])
