"""Counted days that the tests of the pages share."""

from datetime import date, timedelta

from django.utils import timezone

from recommendations.models import ProductDay, RankDay, ShopperDay
from tests.factories import ProductFactory, ShopperFactory


def today():
    return timezone.now().date()


def shopper_days(number, *, clicks=1, impressions=10, purchases=0, revenue=0, ago=0, placement="home", **values):
    """Count a day for so many new shoppers, each alike."""
    return [
        ShopperDay.objects.create(
            shopper=ShopperFactory(), day=today() - timedelta(days=ago), placement=placement, clicks=clicks,
            impressions=impressions, purchases=purchases, revenue=revenue, **values,
        )
        for _ in range(number)
    ]  # fmt: skip


def product_day(impressions, *, ago=0, placement="home", product=None, **values):
    return ProductDay.objects.create(
        product=product or ProductFactory(), day=today() - timedelta(days=ago), placement=placement,
        impressions=impressions, **values,
    )  # fmt: skip


def rank_day(rank, impressions, clicks, *, day: date | None = None):
    return RankDay.objects.create(
        day=day or today(), placement="home", rank=rank, impressions=impressions, clicks=clicks
    )
