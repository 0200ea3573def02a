"""What lists led to: by token, by click, by placement; late, twice, and in whose day."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from catalog.models import Store
from recommendations.models import AttributionState, ListDay, ProductDay, RankDay, RuleDay, ServedList, ShopperDay
from recommendations.selectors.attribution import attribution_token
from recommendations.services.attribution import attribution_count
from tests.factories import InteractionFactory, ProductFactory, ProductVectorFactory, ShopperFactory
from users.models import Interaction

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
DAY = date(2026, 6, 10)


@pytest.fixture
def anna():
    return ShopperFactory(external_id="anna", locale="de")


@pytest.fixture
def shoe():
    return ProductFactory(external_id="shoe")


def token(request="r1", placement="home"):
    return attribution_token(request, placement, "v1")


def happen(shopper, product, kind, *, ago=timedelta(hours=1), **values):
    made = InteractionFactory(shopper=shopper, product=product, type=kind, occurred_at=NOW - ago, **values)
    Interaction.objects.filter(pk=made.pk).update(received_at=NOW - timedelta(minutes=5))
    return made


def served(shopper, *products, request="r1", ago=timedelta(hours=2), **values):
    return ServedList.objects.create(
        request_id=request, placement="home", shopper=shopper, served_at=NOW - ago,
        items=[product.pk for product in products], **values,
    )  # fmt: skip


def sums(**filters):
    row = ShopperDay.objects.get(**filters)
    return row.impressions, row.clicks, row.carts, row.purchases


class OwedTests:
    def test_token_names_list_rank_release_and_arm(self, anna, shoe):
        other = ProductFactory()
        served(anna, other, shoe, release=4, arm="autumn:treatment")
        for kind in ("impression", "click", "cart", "purchase"):
            happen(anna, shoe, kind, attribution_token=token(), value="20.00" if kind == "purchase" else None)

        assert attribution_count(now=NOW) == [DAY]

        row = ShopperDay.objects.get()
        assert (row.day, row.placement, row.release, row.arm, row.locale, row.returning, row.lists) == (
            DAY, "home", 4, "autumn:treatment", "de", True, 1,
        )  # fmt: skip
        assert (*sums(), row.revenue) == (1, 1, 1, 1, Decimal("20.00"))
        assert RankDay.objects.values_list("rank", "clicks").get() == (2, 1)
        assert ProductDay.objects.values_list("product", "purchases").get() == (shoe.pk, 1)

    def test_places_are_counted_by_the_rules_that_acted_on_them(self, anna, shoe):
        other = ProductFactory()
        served(anna, other, shoe, release=4, rules={"7": [2], "8": [2], "9": []})
        served(anna, other, shoe, request="r2")  # of which no rules are known
        for product in (other, shoe):
            happen(anna, product, "impression", attribution_token=token())
            happen(anna, product, "impression", attribution_token=token("r2"))
        happen(anna, shoe, "purchase", attribution_token=token(), value="20.00")

        attribution_count(now=NOW)

        rows = RuleDay.objects.order_by("rule").values_list("release", "rule", "rank", "impressions", "revenue")
        assert list(rows) == [(4, 0, 1, 1, 0), (4, 7, 2, 1, Decimal(20)), (4, 8, 2, 1, Decimal(20))]

    def test_purchase_without_a_token_is_owed_to_the_latest_click(self, anna, shoe):
        happen(anna, shoe, "click", attribution_token=token("r1", "cart"), ago=timedelta(days=2))
        happen(anna, shoe, "click", attribution_token=token("r2", "home"), ago=timedelta(days=1))
        happen(anna, shoe, "purchase", value="20.00")

        attribution_count(now=NOW)

        assert sums(day=DAY) == (0, 0, 0, 1)
        assert ShopperDay.objects.get(day=DAY).placement == "home"

    @pytest.mark.parametrize(
        "click",
        [
            {"ago": timedelta(days=7, hours=2)},
            {"ago": timedelta(minutes=1)},
            {"product": "another"},
            {"shopper": "another"},
        ],
        ids=["too_long_ago", "afterwards", "another_product", "another_shopper"],
    )
    def test_purchase_is_owed_to_nobody_when_no_click_led_to_it(self, anna, shoe, click):
        product = ProductFactory() if click.pop("product", None) else shoe
        shopper = ShopperFactory() if click.pop("shopper", None) else anna
        happen(shopper, product, "click", attribution_token=token(), **click)
        happen(anna, shoe, "purchase", value="20.00")

        attribution_count(now=NOW)

        assert not ShopperDay.objects.filter(purchases__gt=0).exists()

    def test_purchase_long_after_its_list_is_owed_to_nobody(self, anna, shoe):
        served(anna, shoe, ago=timedelta(days=8))
        happen(anna, shoe, "purchase", attribution_token=token(), value="20.00")

        attribution_count(now=NOW)

        assert not ShopperDay.objects.exists()

    def test_placement_alone_counts_when_there_is_no_token(self, anna, shoe):
        happen(anna, shoe, "impression", placement="product")
        happen(anna, shoe, "click")  # of nobody's

        attribution_count(now=NOW)

        assert sums(placement="product") == (1, 0, 0, 0)
        assert ShopperDay.objects.get().lists == 0

    def test_token_that_is_not_ours_counts_for_the_placement(self, anna, shoe):
        happen(anna, shoe, "impression", placement="home", attribution_token="forged")

        attribution_count(now=NOW)

        assert sums(placement="home") == (1, 0, 0, 0)


class DaysTests:
    def test_second_run_changes_nothing(self, anna, shoe):
        happen(anna, shoe, "impression", attribution_token=token())
        attribution_count(now=NOW)

        assert attribution_count(now=NOW) == []
        assert sums() == (1, 0, 0, 0)

    def test_late_event_is_counted_in_its_day(self, anna, shoe):
        happen(anna, shoe, "impression", attribution_token=token())
        attribution_count(now=NOW)
        happen(anna, shoe, "impression", attribution_token=token("r0"), ago=timedelta(days=30))

        assert attribution_count(now=NOW) == [DAY - timedelta(days=30)]
        assert ShopperDay.objects.count() == 2

    def test_late_click_takes_the_purchase_that_it_led_to(self, anna, shoe):
        happen(anna, shoe, "purchase", value="20.00")
        attribution_count(now=NOW)
        assert not ShopperDay.objects.exists()
        happen(anna, shoe, "click", attribution_token=token(), ago=timedelta(days=3))

        days = attribution_count(now=NOW)

        assert days == [DAY - timedelta(days=3 - step) for step in range(4)]
        assert sums(day=DAY) == (0, 0, 0, 1)

    def test_event_of_an_open_transaction_is_not_missed(self, anna, shoe):
        """What has just come in is looked at again, since a lower key may still be written."""
        made = happen(anna, shoe, "impression", attribution_token=token())
        Interaction.objects.filter(pk=made.pk).update(received_at=NOW)

        assert attribution_count(now=NOW) == [DAY]
        assert AttributionState.objects.get().last_event == 0
        assert attribution_count(now=NOW + timedelta(minutes=3)) == [DAY]
        assert AttributionState.objects.get().last_event == made.pk
        assert attribution_count(now=NOW + timedelta(minutes=6)) == []

    def test_day_is_that_of_the_store(self, anna, shoe):
        Store.objects.update(time_zone="Asia/Tokyo")
        happen(anna, shoe, "impression", attribution_token=token(), ago=-timedelta(hours=4))

        attribution_count(now=NOW + timedelta(hours=5))

        assert ShopperDay.objects.get().day == date(2026, 6, 11)

    def test_shopper_is_new_on_the_first_day(self, shoe):
        newcomer = ShopperFactory(created_at=NOW - timedelta(hours=3))
        happen(newcomer, shoe, "impression", attribution_token=token())

        attribution_count(now=NOW)

        assert ShopperDay.objects.get().returning is False

    def test_new_product_is_one_of_the_last_two_weeks(self, anna, shoe):
        fresh = ProductFactory(created_at=NOW - timedelta(days=13))
        happen(anna, shoe, "impression", attribution_token=token())
        happen(anna, fresh, "impression", attribution_token=token())

        attribution_count(now=NOW)

        assert ShopperDay.objects.values_list("impressions", "new_shown").get() == (2, 1)

    def test_lists_tell_how_unlike_their_products_are(self, anna):
        alike = [ProductVectorFactory(axis=0).product for _ in range(2)]
        unlike = ProductVectorFactory(axis=1).product
        for request, products in {"r1": alike, "r2": [alike[0], unlike], "r3": [unlike]}.items():
            for product in products:
                happen(anna, product, "impression", attribution_token=token(request))

        attribution_count(now=NOW)

        row = ListDay.objects.get()
        assert (row.lists, row.distance, row.distance_squares) == (2, pytest.approx(1.0), pytest.approx(1.0))
