"""Live rules that do nothing, want what another one forbids, or cost money."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from catalog.current_store import current_store_id
from recommendations.adapters.rule_sql import Written
from recommendations.adapters.scope import rows
from recommendations.engine.rules.conditions import ConditionError, parse_condition
from recommendations.models import Rule
from recommendations.selectors.attention import dead_pins
from recommendations.selectors.owed_events import store_zone
from recommendations.selectors.rule_money import RuleMoney, rules_money
from recommendations.selectors.rules_fired import Fired, never_fired, rules_fired

MOST_CHECKED = 100  # rules whose products are looked for
PINS = ("pin", "soft_pin")


class Trouble(StrEnum):
    """What is wrong with a rule."""

    DEAD = "dead"  # its product cannot be shown
    EXPIRED = "expired"
    CONFLICT = "conflict"  # another rule takes away what it wants
    IDLE = "idle"  # no product that can be shown satisfies it
    LOSES = "loses"  # its products earn less than the automatic list does in the same places
    UNUSED = "unused"  # it acted on no list of the last days


@dataclass(frozen=True, slots=True)
class Flaw:
    """A rule with its trouble, and what that rests on: the other rule, its earnings, or the lists that were counted."""

    rule: Rule
    trouble: Trouble
    other: Rule | None = None
    money: RuleMoney | None = None
    fired: Fired | None = None


def rule_flaws(*, now: datetime | None = None) -> list[Flaw]:
    """Return the flaws of the rules in force, each rule once, the gravest first."""
    moment = now or timezone.now()
    rules = list(Rule.live.filter(enabled=True).select_related("product").order_by("order", "pk"))
    found = [Flaw(rule, Trouble.EXPIRED) for rule in rules if rule.ends_at and rule.ends_at <= moment]
    expired = {flaw.rule.key for flaw in found}
    rest = [rule for rule in rules if rule.key not in expired]
    found += [Flaw(rule, Trouble.DEAD) for rule in dead_pins() if rule.key not in expired]
    found += _conflicts(rest)
    found += [Flaw(rule, Trouble.IDLE) for rule in _idle(rest, moment)]
    found += _costly(rest, moment)
    found += _unused(rest, moment)
    return list({flaw.rule.key: flaw for flaw in reversed(found)}.values())[::-1]


def _conflicts(rules: Sequence[Rule]) -> Iterator[Flaw]:
    """Yield pins of a hidden product, and pins of another product at the same position."""
    always = [rule for rule in rules if not (rule.audience or rule.starts_at or rule.ends_at or rule.weekdays)]
    hidden = {
        rule.product_id: rule for rule in always if rule.kind == "hide" and rule.product_id and not rule.condition
    }
    firsts: list[Rule] = []
    for rule in always:
        if rule.kind not in PINS:
            continue
        hides = hidden.get(rule.product_id or 0)
        if hides is not None and _meet(rule, hides):
            yield Flaw(rule, Trouble.CONFLICT, hides)
            continue
        first = next((one for one in firsts if one.position == rule.position and _meet(one, rule)), None)
        if rule.kind == "pin" and first is not None:
            yield Flaw(rule, Trouble.CONFLICT, first)
        elif rule.kind == "pin":
            firsts.append(rule)


def _costly(rules: Sequence[Rule], moment: datetime) -> Iterator[Flaw]:
    for money in rules_money(rules, today=moment.astimezone(store_zone()).date()):
        if money.loses:
            yield Flaw(money.rule, Trouble.LOSES, money=money)


def _unused(rules: Sequence[Rule], moment: datetime) -> Iterator[Flaw]:
    fired = rules_fired(rules, now=moment)
    for rule in rules:
        if rule.key in fired and never_fired(fired[rule.key]):
            yield Flaw(rule, Trouble.UNUSED, fired=fired[rule.key])


def _meet(one: Rule, other: Rule) -> bool:
    """Whether two rules are at work in one placement."""
    return not one.placements or not other.placements or bool({*one.placements} & {*other.placements})


def _idle(rules: Sequence[Rule], moment: datetime) -> Iterator[Rule]:
    asked = [rule for rule in rules if rule.condition and rule.product_id is None][:MOST_CHECKED]
    for rule in asked:
        written = Written()
        try:
            condition = written.of(parse_condition(rule.condition))
        except ConditionError:
            yield rule
            continue
        sql = f"""
            SELECT EXISTS (SELECT 1 FROM catalog_product p WHERE p.store_id = %(store)s AND p.available
                AND NOT p.hidden AND p.stock IS DISTINCT FROM 0 AND ({condition}))
        """
        parameters = {"store": current_store_id(), "now": moment, **written.parameters}
        if not rows(sql, parameters, prepare=False)[0][0]:
            yield rule
