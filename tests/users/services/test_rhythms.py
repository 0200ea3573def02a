"""What the shop's own events tell of refills and seasons, and that it is kept."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import FeatureFactory, InteractionFactory, ProductFactory, ShopperFactory
from users.models import Interaction, InterestRhythm
from users.services.rhythms import rhythms_known, rhythms_learn, rhythms_learn_if_old

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 30, tzinfo=UTC)
DAY = timedelta(days=1)
TEA, LAMPS = ("category", "category", "Tea"), ("category", "category", "Lamps")


def product(category: str):
    made = ProductFactory()
    FeatureFactory(product=made, kind="category", name="category", value=category, normalised=category)
    return made


def buy(shopper, item, days: float, kind: str = "purchase"):
    InteractionFactory(shopper=shopper, product=item, type=kind, occurred_at=NOW - days * DAY)


class RhythmsLearnTests:
    def test_refills_are_learned_and_lamps_are_not(self):
        tea, lamps = product("Tea"), [product("Lamps") for _ in range(4)]
        for shopper in [ShopperFactory() for _ in range(3)]:
            for n in range(4):
                buy(shopper, tea, 20 * n)
                buy(shopper, lamps[n], 20 * n)

        assert rhythms_learn(NOW) == 1

        row = InterestRhythm.objects.get()
        assert ((row.kind, row.name, row.value), row.interval_days, row.repeats) == (TEA, 20, 9)
        rhythms, seasons = rhythms_known()
        assert (list(rhythms), rhythms[TEA].interval_days, rhythms[TEA].factors) == (
            [TEA],
            20,
            tuple(row.phase_factors),
        )
        assert seasons == {}

    def test_rejected_category_tells_nothing(self):
        tea = product("Tea")
        tea.features.update(status="rejected")
        shopper = ShopperFactory()
        for n in range(12):
            buy(shopper, tea, 20 * n)

        assert rhythms_learn(NOW) == 0

    def test_what_holds_no_more_is_forgotten(self):
        InterestRhythm.objects.create(
            kind="category", name="category", value="Lamps", interval_days=9, learned_at=NOW - DAY
        )

        assert rhythms_learn(NOW) == 0
        assert not InterestRhythm.objects.exists()
        assert rhythms_known() == ({}, {})

    def test_months_of_two_years_make_a_season(self):
        tea, lamp, shopper = product("Tea"), product("Lamps"), ShopperFactory()
        Interaction.objects.bulk_create(
            InteractionFactory.build(
                shopper=shopper,
                product=tea if n < (24 if month == 12 else 4) else lamp,
                occurred_at=datetime(year, month, 5, minute=n % 60, second=n // 60, tzinfo=UTC),
            )
            for year in (2024, 2025)
            for month in range(1, 13)
            for n in range(80)
        )

        rhythms_learn(datetime(2026, 1, 1, tzinfo=UTC))

        rhythms, seasons = rhythms_known()
        assert rhythms == {}
        # In December 48 of 160, more than twice the 136 of 1920 over all; 8 of 160 in each other month.
        assert seasons[TEA].factors == pytest.approx((*[12 / 17] * 11, 2.0))
        assert seasons[LAMPS].factors == pytest.approx((*[1.0] * 11, (112 / 160) / (1784 / 1920)))


class RhythmsLearnIfOldTests:
    def test_nothing_is_read_when_it_was_learned_today(self, django_assert_num_queries):
        InterestRhythm.objects.create(
            kind="category", name="category", value="Tea", interval_days=9, learned_at=NOW - 0.9 * DAY
        )

        with django_assert_num_queries(1):
            assert rhythms_learn_if_old(NOW) is False
        assert rhythms_learn_if_old(NOW + 0.1 * DAY) is True
