"""Which rules are at work for a request, and in which order."""

from datetime import UTC, datetime, timedelta

import pytest

from recommendations.engine.rules import CONFLICT_ORDER
from recommendations.engine.rules.audience import Audience, Visitor, parse_audience
from recommendations.engine.rules.book import Rule, RuleBook
from recommendations.engine.rules.conditions import ConditionError, OneOf
from recommendations.engine.rules.schedule import Schedule

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


def at_work(*rules: Rule, placement="home", now=MONDAY, visitor=None, without=()) -> list[int]:
    work = RuleBook(rules).at_work(placement, now, visitor or Visitor(), without=frozenset(without))
    return [rule.key for rule in work.rules]


class AtWorkTests:
    def test_rules_stand_in_conflict_order_and_then_as_in_the_list(self):
        rules = [Rule(key, kind) for key, kind in enumerate(reversed(CONFLICT_ORDER))] + [Rule(90, "hide")]

        assert at_work(*rules) == [8, 90, 7, 6, 5, 4, 3, 2, 1, 0]

    def test_rules_of_other_placements_are_left_out(self):
        rules = [Rule(1, "hide"), Rule(2, "hide", frozenset({"cart"})), Rule(3, "hide", frozenset({"cart", "home"}))]

        assert (at_work(*rules), at_work(*rules, placement="cart")) == ([1, 3], [1, 2, 3])

    def test_rule_is_left_out_when_it_is_switched_off(self):
        assert at_work(Rule(1, "hide"), Rule(2, "hide"), without=[1]) == [2]

    @pytest.mark.parametrize(
        ("schedule", "yes"),
        [
            (Schedule(starts_at=MONDAY), True),
            (Schedule(starts_at=MONDAY + timedelta(seconds=1)), False),
            (Schedule(ends_at=MONDAY), False),
            (Schedule(ends_at=MONDAY + timedelta(seconds=1)), True),
            (Schedule(weekdays=frozenset({0})), True),
            (Schedule(weekdays=frozenset({1, 6})), False),
            (Schedule(weekdays=frozenset({1}), time_zone="Pacific/Auckland"), True),  # already Tuesday there
        ],
    )
    def test_rule_holds_in_its_time(self, schedule, yes):
        assert at_work(Rule(1, "hide", schedule=schedule)) == ([1] if yes else [])

    @pytest.mark.parametrize(
        ("audience", "yes"),
        [
            (Audience(locales=frozenset({"de"})), True),
            (Audience(locales=frozenset({"de-at"})), True),
            (Audience(locales=frozenset({"de-ch", "fr"})), False),
            (Audience(tags=frozenset({("function", "function", "hiking"), ("a", "b", "c")})), True),
            (Audience(tags=frozenset({("a", "b", "c")})), False),
            (Audience(visitor="new"), False),
            (Audience(visitor="returning"), True),
            (Audience(least_events=4), True),
            (Audience(least_events=5), False),
            (Audience(most_events=3), False),
            (Audience(locales=frozenset({"de"}), visitor="new"), False),
        ],
    )
    def test_rule_holds_for_its_audience(self, audience, yes):
        visitor = Visitor("de-at", frozenset({("function", "function", "hiking")}), 4)

        assert at_work(Rule(1, "hide", audience=audience), visitor=visitor) == ([1] if yes else [])

    def test_book_tells_what_its_conditions_read(self):
        rules = [
            Rule(1, "hide", condition=OneOf("text", frozenset({"a"}))),
            Rule(2, "diversity_limit", per="attribute:colour"),
        ]

        assert RuleBook(rules).reads == {"text", "attribute"}


class ParseAudienceTests:
    def test_everybody_is_meant_when_nothing_is_said(self):
        assert parse_audience({}) == Audience()
        assert not parse_audience({})

    def test_parts_are_read(self):
        data = {"locales": ["es"], "tags": [["function", "function", "tea"]], "visitor": "new", "most_events": 3}

        assert parse_audience(data) == Audience(
            frozenset({"es"}), frozenset({("function", "function", "tea")}), "new", 0, 3
        )

    @pytest.mark.parametrize(
        "data",
        [[], {"segment": "vip"}, {"tags": ["hiking"]}, {"visitor": "old"}, {"locales": "de"}, {"least_events": -1}],
        ids=str,
    )
    def test_refusal_is_told_when_it_cannot_be_read(self, data):
        with pytest.raises(ConditionError):
            parse_audience(data)
