"""The key figures of a week against the week before."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from recommendations.dashboard.panels.week import figures_of
from recommendations.selectors.figures import Period, WeekFigures, week_figures
from tests.factories import InteractionFactory, ProductFactory, ShopperFactory

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.django_db
class WeekFiguresTests:
    def test_counts_each_week_apart_when_events_lie_in_both(self) -> None:
        shopper, product = ShopperFactory(), ProductFactory()
        common = {"shopper": shopper, "product": product}
        for days in (1, 2, 3, 10):
            InteractionFactory(**common, type="impression", occurred_at=NOW - timedelta(days=days))
        InteractionFactory(**common, type="click", occurred_at=NOW - timedelta(days=1))
        InteractionFactory(**common, type="purchase", value=Decimal("59.90"), occurred_at=NOW - timedelta(days=8))
        InteractionFactory(**common, occurred_at=NOW - timedelta(days=20))

        week = week_figures(until=NOW)

        assert week.now == Period(4, 3, 1, 0, Decimal(0), 1)
        assert week.before == Period(2, 1, 0, 1, Decimal("59.90"), 1)
        assert week.products == 1

    def test_leaves_out_products_that_no_list_may_show(self) -> None:
        sold_out, hidden = ProductFactory(stock=0), ProductFactory(hidden=True)
        for product in (sold_out, hidden):
            InteractionFactory(product=product, type="impression", occurred_at=NOW - timedelta(days=1))

        week = week_figures(until=NOW)

        assert (week.now.products_shown, week.products) == (0, 0)


class FiguresInWordsTests:
    def test_says_value_interval_change_and_basis(self) -> None:
        now = Period(900, 400, 40, 12, Decimal("719.40"), 30)
        before = Period(600, 400, 32, 16, Decimal("959.20"), 24)

        figures = figures_of(WeekFigures(now, before, NOW, products=60), currency="EUR")

        told = [(figure.value, figure.change, figure.direction, figure.basis) for figure in figures]
        assert told == [
            ("900", "+50%", "up", "600 in the 7 days before"),
            ("10.0% ±2.9", "+2.0 points", "up", "40 clicks of 400 times shown"),
            ("12", "-25%", "down", "16 in the 7 days before"),
            ("€719", "-25%", "down", "€959 in the 7 days before"),
            ("50%", "+10 points", "up", "30 of 60 products"),
        ]

    def test_says_no_change_when_there_was_nothing_before(self) -> None:
        nothing = Period(0, 0, 0, 0, Decimal(0), 0)

        figures = figures_of(WeekFigures(nothing, nothing, NOW, products=0), currency="EUR")

        assert [(figure.value, figure.change) for figure in figures] == [
            ("0", ""),
            ("–", ""),
            ("0", ""),
            ("€0", ""),
            ("–", ""),
        ]
