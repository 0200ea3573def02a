"""Whose events make a profile, and from when: a history imported years later counts like one heard at once."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import FeatureFactory, InteractionFactory, ProductFactory, ShopperFactory
from users.models import InterestTag
from users.services.profiles import profile_refresh

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2018, 8, 22, tzinfo=UTC)
DAY = timedelta(days=1)


def red_mug(red: bool = True):
    product = ProductFactory()
    if red:
        FeatureFactory(product=product)
    return product


def tags() -> list[tuple[str, float]]:
    rows = InterestTag.objects.filter(kind="attribute").order_by("label")
    return [(row.label, round(row.weight, 3)) for row in rows]


class ProfileRefreshTests:
    @pytest.mark.parametrize("last", [LONG_AGO, datetime(2026, 6, 1, tzinfo=UTC)])
    def test_year_before_the_last_event_counts_when_it_was_long_ago(self, last):
        shopper = ShopperFactory(last_seen_at=last)
        for product in [red_mug(False) for _ in range(8)]:
            InteractionFactory(shopper=shopper, product=product, type="like", occurred_at=last - 366 * DAY)
        InteractionFactory(shopper=shopper, product=red_mug(), type="like", occurred_at=last - 364 * DAY)
        InteractionFactory(shopper=shopper, product=red_mug(), type="like", occurred_at=last)

        profile_refresh(shopper_id=shopper.pk)

        shopper.refresh_from_db()
        assert (shopper.event_count, tags()) == (2, [("red", 1.0)])

    def test_profile_is_the_same_when_it_is_built_later(self):
        shopper = ShopperFactory(last_seen_at=LONG_AGO)
        for days, red in enumerate([True, False, True, True]):
            InteractionFactory(shopper=shopper, product=red_mug(red), type="like", occurred_at=LONG_AGO - days * DAY)
        profile_refresh(shopper_id=shopper.pk, now=LONG_AGO)
        before = list(InterestTag.objects.values_list("kind", "value", "weight").order_by("kind", "value"))

        profile_refresh(shopper_id=shopper.pk, now=LONG_AGO + 400 * DAY)

        assert before
        assert list(InterestTag.objects.values_list("kind", "value", "weight").order_by("kind", "value")) == before

    def test_later_events_are_left_out_when_a_moment_is_given(self):
        shopper = ShopperFactory(last_seen_at=LONG_AGO)
        InteractionFactory(shopper=shopper, product=red_mug(), type="like", occurred_at=LONG_AGO - 10 * DAY)
        InteractionFactory(shopper=shopper, product=red_mug(), type="like", occurred_at=LONG_AGO)

        profile_refresh(shopper_id=shopper.pk, now=LONG_AGO - DAY)

        shopper.refresh_from_db()
        assert shopper.event_count == 1

    def test_profile_is_empty_when_there_are_no_events(self):
        shopper = ShopperFactory(last_seen_at=None)

        profile_refresh(shopper_id=shopper.pk)

        shopper.refresh_from_db()
        assert (shopper.event_count, shopper.price_level, tags()) == (0, None, [])
