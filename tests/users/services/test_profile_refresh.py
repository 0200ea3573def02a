"""A profile from a shopper's events: tags, vectors, price level, and what people said stays."""

import math
from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import FeatureFactory, InteractionFactory, InterestTagFactory, ProductFactory, ShopperFactory
from tests.recommendations.adapters.adapter_cases import vector
from users.models import InterestTag, InterestVector
from users.services.catalogue import _base_rates
from users.services.profiles import profile_refresh

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_rates():
    """Forget the shares of another test's catalog."""
    _base_rates.cache_clear()
    yield
    _base_rates.cache_clear()


@pytest.fixture
def shop():
    """One red product of four, each of a brand of its own."""
    products = [ProductFactory(brand=f"Brand {n}", price=price) for n, price in enumerate((10, 40, 20, None))]
    for product, colour in zip(products, ("red", "blue", "blue", "blue"), strict=True):
        FeatureFactory(product=product, value=colour)
    return products


def act(shopper, product, kind: str = "cart", *, days: float = 0, **more):
    return InteractionFactory(
        shopper=shopper, product=product, type=kind, occurred_at=NOW - timedelta(days=days), **more
    )


def refreshed(shopper):
    profile_refresh(shopper_id=shopper.pk, now=NOW)
    shopper.refresh_from_db()
    return shopper


class ProfileRefreshTests:
    def test_rare_features_become_tags_when_a_shopper_turned_to_a_product(self, shop):
        event = act(ShopperFactory(), shop[0])

        shopper = refreshed(event.shopper)

        tags = InterestTag.objects.filter(shopper=shopper).values_list("kind", "value", "evidence", "source")
        assert sorted(tags) == [
            ("attribute", "red", [event.event_id], "model"),
            ("brand", "Brand 0", [event.event_id], "model"),
        ]
        assert (shopper.event_count, shopper.profile_built_at) == (1, NOW)

    def test_profile_is_empty_when_there_are_no_events(self, shop):
        shopper = refreshed(ShopperFactory())

        assert (shopper.event_count, shopper.profile_built_at) == (0, NOW)
        assert (shopper.price_level, shopper.price_spread) == (None, None)
        assert not InterestTag.objects.exists()
        assert not InterestVector.objects.exists()

    def test_profile_is_equal_when_refreshed_again(self, shop):
        shopper = refreshed(act(ShopperFactory(), shop[0]).shopper)
        first = sorted(shopper.tags.values_list("kind", "value", "weight"))

        refreshed(shopper)

        assert sorted(shopper.tags.values_list("kind", "value", "weight")) == first != []

    def test_interests_have_vectors_of_their_own_when_products_differ(self, shop):
        shopper = ShopperFactory()
        for product, shares, kind in ((shop[0], [1.0], "purchase"), (shop[1], [0.0, 1.0], "like")):
            vector(product, *shares)
            act(shopper, product, kind)

        refreshed(shopper)

        rows = InterestVector.objects.filter(shopper=shopper).values_list("position", "weight", "label")
        assert list(rows) == [
            (0, pytest.approx(4 / 7), f"product:{shop[0].pk}"),
            (1, pytest.approx(3 / 7), f"product:{shop[1].pk}"),
        ]

    @pytest.mark.parametrize(("days", "kind", "count"), [(366, "cart", 0), (-1, "cart", 0), (1, "impression", 0)])
    def test_event_does_not_count_when_too_old_or_not_an_act(self, shop, days, kind, count):
        assert refreshed(act(ShopperFactory(), shop[0], kind, days=days).shopper).event_count == count


class ProfilePriceTests:
    def test_level_is_the_weighted_mean_of_log_prices_when_products_have_prices(self, shop):
        shopper = ShopperFactory()
        act(shopper, shop[0], "like")
        act(shopper, shop[1], "like")

        refreshed(shopper)

        assert shopper.price_level == pytest.approx(math.log(20))  # of 10 and 40
        assert shopper.price_spread == pytest.approx(math.log(2))

    def test_heavier_act_draws_the_level_when_acts_differ(self, shop):
        shopper = ShopperFactory()
        act(shopper, shop[0], "purchase")
        act(shopper, shop[1], "search")

        assert refreshed(shopper).price_level == pytest.approx((4 * math.log(10) + 2 * math.log(40)) / 6)

    def test_dismissed_and_unpriced_say_nothing_of_the_level_when_there_are_others(self, shop):
        shopper = ShopperFactory()
        for product, kind in ((shop[2], "cart"), (shop[1], "dismiss"), (shop[3], "cart")):
            act(shopper, product, kind)

        refreshed(shopper)

        assert (shopper.price_level, shopper.price_spread) == (pytest.approx(math.log(20)), pytest.approx(0.0))


class ProfileTouchedTests:
    @pytest.mark.parametrize("source", ["staff", "shopper"])
    def test_tag_keeps_weight_and_words_when_a_person_touched_it(self, shop, source):
        shopper = act(ShopperFactory(), shop[0]).shopper
        InterestTagFactory(shopper=shopper, weight=0.25, label="crimson", source=source, status="hidden")

        refreshed(shopper)

        tag = InterestTag.objects.get(shopper=shopper, value="red")
        assert (tag.weight, tag.label, tag.source, tag.status) == (0.25, "crimson", source, "hidden")

    def test_tag_of_the_model_goes_when_no_event_shows_it_any_more(self, shop):
        shopper = act(ShopperFactory(), shop[0]).shopper
        InterestTagFactory(shopper=shopper, value="violet")

        refreshed(shopper)

        assert not InterestTag.objects.filter(shopper=shopper, value="violet").exists()

    def test_tags_of_others_stay_when_one_profile_is_refreshed(self, shop):
        theirs = InterestTagFactory(value="violet")

        refreshed(act(ShopperFactory(), shop[0]).shopper)

        assert list(InterestTag.objects.filter(shopper=theirs.shopper)) == [theirs]
