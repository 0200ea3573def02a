"""Which placement a product was taken from."""

from datetime import UTC, datetime, timedelta

import pytest

from recommendations.services.blend_cases import placements_after
from tests.factories import InteractionFactory, ProductFactory, ShopperFactory

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 6, 1, tzinfo=UTC)


def event(shopper, product, kind, placement, *, hours):
    InteractionFactory(
        shopper=shopper, product=product, type=kind, placement=placement, occurred_at=MOMENT + timedelta(hours=hours)
    )


class PlacementsAfterTests:
    def test_placement_is_that_of_the_first_event_that_names_one(self):
        shopper, product = ShopperFactory(), ProductFactory()
        event(shopper, product, "click", "before", hours=-1)
        event(shopper, product, "view", "looked", hours=0)
        event(shopper, product, "click", "home", hours=1)
        event(shopper, product, "cart", "", hours=2)
        event(shopper, product, "purchase", "basket", hours=3)

        assert placements_after(MOMENT, [shopper.pk]) == {(shopper.pk, product.pk): "home"}

    def test_other_shoppers_are_left_out(self):
        event(ShopperFactory(), ProductFactory(), "click", "home", hours=1)

        assert placements_after(MOMENT, []) == {}
