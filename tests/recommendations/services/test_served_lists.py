"""The log of served lists: what is in it, once, and for how long."""

from datetime import UTC, datetime, timedelta

import pytest

from catalog.models import Product
from recommendations.engine.types import Request
from recommendations.models import ServedList
from recommendations.selectors.serve import serve
from recommendations.services.served_lists import served_list_record, served_lists_prune
from tests.factories import ItemPopularityFactory, PlacementFactory, ProductFactory, RuleFactory, ShopperFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)


@pytest.fixture
def asked():
    PlacementFactory()
    ProductFactory.create_batch(3)
    return Request("anna", request_id="r-1", locale="de", exclude=("p9",))


class ServedListRecordTests:
    def test_list_is_written_down_by_rank(self, asked):
        anna = ShopperFactory(external_id="anna")
        given = serve(asked)

        served_list_record(given=given, now=NOW)

        row = ServedList.objects.get()
        assert row.items == [item.pk for item in given.answer.items]
        assert (row.request_id, row.placement, row.shopper, row.served_at) == ("r-1", "home", anna, NOW)
        assert (row.release, row.arm, row.exploration) == (1, "", None)
        assert row.asked == {"locale": "de", "exclude": ["p9"]}

    def test_rules_that_acted_are_written_down_with_their_places(self, asked):
        first, second, third = Product.objects.order_by("external_id")
        ItemPopularityFactory(product=second)
        pin = RuleFactory(product=second, position=1)
        boost = RuleFactory(kind="boost", position=None, product=second, strength=0.5)
        hide = RuleFactory(kind="hide", position=None, product=third)
        RuleFactory(kind="boost", position=None, product=None, condition={"brand": ["Nobody"]}, strength=0.5)
        given = serve(asked)

        served_list_record(given=given, now=NOW)

        expected = {str(pin.key): [1], str(boost.key): [1], str(hide.key): []}
        assert ServedList.objects.get().rules == expected
        assert ServedList.objects.get().items == [second.pk, first.pk]

    def test_request_is_written_down_once(self, asked):
        given = serve(asked)

        for moment in (NOW, NOW + timedelta(hours=1)):
            served_list_record(given=given, now=moment)

        assert ServedList.objects.get().served_at == NOW

    def test_unknown_shopper_is_nobody(self, asked):
        served_list_record(given=serve(asked), now=NOW)

        assert ServedList.objects.get().shopper is None

    def test_nothing_is_written_when_the_log_is_switched_off(self, asked, settings):
        settings.RECDASH_SERVED_LIST_DAYS = 0

        served_list_record(given=serve(asked), now=NOW)

        assert not ServedList.objects.exists()

    def test_list_goes_with_its_shopper(self, asked):
        anna = ShopperFactory(external_id="anna")
        served_list_record(given=serve(asked), now=NOW)

        anna.delete()

        assert not ServedList.objects.exists()


class ServedListsPruneTests:
    def test_old_lists_go(self, monkeypatch):
        monkeypatch.setattr("recommendations.services.served_lists.PRUNED_AT_ONCE", 2)
        for days in (1, 29, 31, 32, 33):
            ServedList.objects.create(
                request_id=f"r{days}", placement="home", served_at=NOW - timedelta(days=days), items=[1]
            )

        assert served_lists_prune(now=NOW) == 3
        assert set(ServedList.objects.values_list("request_id", flat=True)) == {"r1", "r29"}
