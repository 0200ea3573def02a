"""Rules that do nothing or contradict each other."""

from datetime import UTC, datetime, timedelta

import pytest

from recommendations.selectors.hygiene import Trouble, rule_flaws
from tests.factories import ProductFactory, RuleFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, tzinfo=UTC)


def found() -> dict[int, str]:
    return {flaw.rule.key: flaw.trouble for flaw in rule_flaws(now=NOW)}


class RuleFlawsTests:
    def test_nothing_is_found_when_every_rule_does_something(self):
        RuleFactory(position=1)
        RuleFactory(position=2)
        RuleFactory(kind="hide", position=None)
        RuleFactory(kind="boost", position=None, product=None, strength=0.5, condition={"brand": ["Norda"]})

        assert found() == {}

    def test_pin_is_dead_when_its_product_is_sold_out(self):
        rule = RuleFactory(product__stock=0)

        assert found() == {rule.key: Trouble.DEAD}

    def test_rule_is_expired_when_its_time_is_over(self):
        rule = RuleFactory(ends_at=NOW)
        RuleFactory(position=2, ends_at=NOW + timedelta(seconds=1))

        assert found() == {rule.key: Trouble.EXPIRED}

    def test_pin_conflicts_when_its_product_is_hidden_there(self):
        product = ProductFactory()
        rule = RuleFactory(product=product)
        hides = RuleFactory(product=product, kind="hide", position=None)

        [flaw] = rule_flaws(now=NOW)

        assert (flaw.rule, flaw.trouble, flaw.other) == (rule, Trouble.CONFLICT, hides)

    def test_pin_conflicts_when_another_has_its_position(self):
        first, second = RuleFactory(position=1), RuleFactory(position=1)

        [flaw] = rule_flaws(now=NOW)

        assert (flaw.rule, flaw.other) == (second, first)

    def test_rule_is_idle_when_no_product_fits_it(self):
        rule = RuleFactory(kind="hide", position=None, product=None, condition={"brand": ["Nobody"]})

        assert found() == {rule.key: Trouble.IDLE}
