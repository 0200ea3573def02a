"""The latest products of a shopper, and those that must not come again."""

from datetime import timedelta

import pytest

from recommendations.adapters.history import MOST_RECENT, history_of, weighed
from recommendations.adapters.scope import Recent
from tests.factories import InteractionFactory, ProductFactory, ShopperFactory
from tests.recommendations.adapters.adapter_cases import NOW


def acted(shopper, product, *, hours: float = 1, kind: str = "view"):
    return InteractionFactory(shopper=shopper, product=product, type=kind, occurred_at=NOW - timedelta(hours=hours))


class WeighedTests:
    def test_each_step_back_weighs_less_when_products_differ(self):
        assert weighed([7, 5, 9]) == [Recent(7, 1.0), Recent(5, 0.85), Recent(9, pytest.approx(0.7225))]

    def test_latest_look_counts_when_a_product_was_looked_at_twice(self):
        assert weighed([7, 5, 7, 5, 9]) == weighed([7, 5, 9])

    def test_latest_twenty_count_when_there_are_more(self):
        assert [row.pk for row in weighed(range(30))] == list(range(MOST_RECENT))

    def test_nothing_comes_when_there_is_nothing(self):
        assert weighed([]) == []


@pytest.mark.django_db
class LatestStepsTests:
    def test_latest_comes_first_when_there_are_several(self):
        shopper, products = ShopperFactory(), ProductFactory.create_batch(3)
        for hours, product in zip((2, 1, 3), products, strict=True):
            acted(shopper, product, hours=hours)

        found = history_of(shopper.pk, NOW).steps

        assert [step.item for step in found] == [products[1].pk, products[0].pk, products[2].pk]

    def test_one_recorded_last_comes_first_when_events_have_the_same_time(self):
        shopper, products = ShopperFactory(), ProductFactory.create_batch(3)
        for product in products:
            acted(shopper, product)

        assert [step.item for step in history_of(shopper.pk, NOW).steps] == [product.pk for product in products[::-1]]

    @pytest.mark.parametrize(
        ("kind", "counts"),
        [
            ("view", True),
            ("click", True),
            ("like", True),
            ("cart", True),
            ("purchase", True),
            ("dismiss", False),
            ("impression", False),
        ],
    )
    def test_product_counts_when_the_shopper_turned_to_it(self, kind, counts):
        event = InteractionFactory(type=kind, occurred_at=NOW)

        assert [step.item for step in history_of(event.shopper_id, NOW).steps] == ([event.product_id] if counts else [])

    def test_search_and_future_and_others_are_left_out_when_asked_for_now(self):
        shopper, product = ShopperFactory(), ProductFactory()
        acted(shopper, None, kind="search")
        acted(shopper, product, hours=-1)
        acted(ShopperFactory(), product)

        assert history_of(shopper.pk, NOW).steps == []


@pytest.mark.django_db
class NotAgainTests:
    @pytest.mark.parametrize(
        ("kind", "counts"),
        [("purchase", True), ("dismiss", True), ("view", False), ("cart", False), ("like", False), ("click", False)],
    )
    def test_product_must_not_come_again_when_bought_or_dismissed(self, kind, counts):
        event = InteractionFactory(type=kind, occurred_at=NOW)

        assert history_of(event.shopper_id, NOW).not_again == ([event.product_id] if counts else [])

    def test_product_is_named_once_when_bought_twice(self):
        shopper, product = ShopperFactory(), ProductFactory()
        acted(shopper, product, kind="purchase", hours=1)
        acted(shopper, product, kind="purchase", hours=2)

        assert history_of(shopper.pk, NOW).not_again == [product.pk]

    def test_later_purchase_is_unknown_when_asked_for_an_earlier_moment(self):
        event = InteractionFactory(type="purchase", occurred_at=NOW)

        assert history_of(event.shopper_id, NOW - timedelta(seconds=1)).not_again == []

    def test_purchase_of_another_shopper_does_not_matter_when_asked(self):
        InteractionFactory(type="purchase", occurred_at=NOW)

        assert history_of(ShopperFactory().pk, NOW).not_again == []
