"""Rules that never act and rules that cost money, from the log and the counted days."""

from datetime import UTC, datetime, timedelta

import pytest

from recommendations.models import Rule, RuleDay, ServedList
from recommendations.selectors.hygiene import Trouble, rule_flaws
from recommendations.selectors.releases import release_live
from recommendations.selectors.rule_money import rules_money
from recommendations.selectors.rules_fired import Fired, rules_fired
from tests.factories import RuleFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def lists(number, rules, *, placement="home", release=None, ago=timedelta(hours=1)):
    release = release_live().number if release is None else release
    at = ServedList.objects.count()
    ServedList.objects.bulk_create(
        ServedList(
            request_id=f"r{at + n}", placement=placement, release=release, items=[1], served_at=NOW - ago, rules=rules
        )
        for n in range(number)
    )


def fired(*rules):
    found = rules_fired(rules, now=NOW)
    return [(found[rule.key].lists, found[rule.key].of) if rule.key in found else None for rule in rules]


def flaws():
    return {flaw.rule.key: flaw.trouble for flaw in rule_flaws(now=NOW)}


class RulesFiredTests:
    def test_lists_are_counted_in_placements_and_releases_that_have_the_rule(self):
        one, other = RuleFactory(position=1), RuleFactory(position=2)
        lists(3, {one.key: [1]})
        lists(2, {})
        lists(4, {one.key: [1]}, placement="product")
        lists(5, {}, release=99)
        lists(6, None)  # of a log that did not note rules

        assert fired(one, other) == [(7, 5), (0, 5)]

    def test_older_lists_do_not_count(self):
        rule = RuleFactory()
        lists(2, {rule.key: [1]}, ago=timedelta(days=8))
        lists(1, {})

        assert fired(rule) == [(0, 1)]

    def test_rule_that_began_meanwhile_is_not_judged(self):
        rule = RuleFactory(starts_at=NOW - timedelta(minutes=30))
        weekend = RuleFactory(position=2, weekdays=[5, 6])
        lists(2, {})

        assert fired(rule, weekend) == [None, None]

    def test_last_time_is_told(self):
        rule = RuleFactory()
        lists(1, {rule.key: []}, ago=timedelta(hours=3))
        lists(1, {rule.key: []}, ago=timedelta(hours=5))

        assert rules_fired([rule], now=NOW) == {rule.key: Fired(2, 2, NOW - timedelta(hours=3))}

    @pytest.mark.parametrize(("number", "expected"), [(99, {}), (100, {"flawed": Trouble.UNUSED})])
    def test_rule_that_never_acts_is_a_flaw_after_enough_lists(self, number, expected):
        rule = RuleFactory()
        acting = RuleFactory(kind="hide", position=None)
        lists(number, {acting.key: []})

        assert flaws() == ({rule.key: Trouble.UNUSED} if expected else {})


def earned(rule, money, *, shown=500, rank=1, days=10):
    RuleDay.objects.bulk_create(
        RuleDay(
            day=(NOW - timedelta(days=n)).date(), placement="home", rule=rule, rank=rank, impressions=shown,
            revenue=money + n % 2,
        )
        for n in range(days)
    )  # fmt: skip


class RulesMoneyTests:
    def test_pin_that_earns_less_in_its_place_is_a_flaw(self):
        rule = RuleFactory()
        earned(rule.key, 10)
        earned(0, 40)

        [money] = rules_money([rule], today=NOW.date())

        assert (money.verdict.ruled, money.verdict.automatic) == (pytest.approx(21.0), pytest.approx(81.0))
        assert (money.loses, money.tested) == (True, 1)
        assert flaws() == {rule.key: Trouble.LOSES}

    @pytest.mark.parametrize(
        ("rule_days", "usual"),
        [(4, {}), (10, {"days": 4}), (10, {"shown": 10}), (10, {"rank": 2})],
        ids=["few_days", "few_days_without", "rarely_shown", "other_place"],
    )
    def test_nothing_is_said_of_too_little(self, rule_days, usual):
        rule = RuleFactory()
        earned(rule.key, 10, days=rule_days)
        earned(0, 40, **usual)

        assert rules_money([rule], today=NOW.date()) == []

    def test_rules_that_hold_items_back_are_not_compared(self):
        rule = RuleFactory(kind=Rule.Kind.BURY, position=None, strength=0.5, condition={"brand": ["Norda"]})
        earned(rule.key, 10)
        earned(0, 40)

        assert rules_money([rule], today=NOW.date()) == []

    def test_interval_widens_with_the_rules_that_are_tested(self):
        rules = [RuleFactory(position=position) for position in (1, 2, 3)]
        for rule in rules:
            earned(rule.key, 10)
        earned(0, 40)

        [alone] = rules_money(rules[:1], today=NOW.date())
        together = rules_money(rules, today=NOW.date())[0]

        assert together.tested == 3
        assert together.bounds.high > alone.bounds.high
