"""What rules that show products earn, against the automatic list in the same places of the same placements."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from recommendations.experiments.estimates import Bounds, bounds
from recommendations.experiments.slots import Days, SlotVerdict, slots_compare
from recommendations.models import Rule, RuleDay

SHOWING = (Rule.Kind.PIN, Rule.Kind.PIN_BLOCK, Rule.Kind.SOFT_PIN, Rule.Kind.BOOST)
LOOKED_AT = timedelta(days=28)
FEWEST_DAYS = 5  # each way: fewer say nothing of how days differ
FEWEST_SHOWN = 1000  # each way
CHANCE = 0.05  # of one false alarm among all rules that are looked at
NOBODY = 0  # the rule of places that no rule touched


@dataclass(frozen=True, slots=True)
class RuleMoney:
    """One rule's earnings; `bounds` are of the difference per thousand times shown, wider the more rules are tested."""

    rule: Rule
    verdict: SlotVerdict
    bounds: Bounds
    tested: int

    @property
    def loses(self) -> bool:
        return self.bounds.high < 0


def rules_money(rules: Collection[Rule], *, today: date) -> list[RuleMoney]:
    """Return the earnings of those pins and boosts that were shown often enough, in the order of the rules."""
    asked = {rule.key: rule for rule in rules if rule.key is not None and rule.kind in SHOWING}
    days = _days({*asked, NOBODY}, today) if asked else {}
    usual = days.get(NOBODY, {})
    found = {}
    for key in asked:
        verdict = slots_compare(days.get(key, {}), usual)
        if verdict is not None and _enough(verdict):
            found[key] = verdict
    confidence = 1 - CHANCE / max(len(found), 1)
    return [
        RuleMoney(asked[key], verdict, bounds(verdict.change, confidence=confidence), len(found))
        for key, verdict in found.items()
    ]


def _days(keys: Collection[int], today: date) -> dict[int, Days]:
    """Return what each rule's places were shown and earned by day; a place is one of a placement."""
    rows = RuleDay.objects.filter(day__gt=today - LOOKED_AT, rule__in=keys).order_by()
    found: dict[int, dict[tuple[int, int], tuple[float, float]]] = defaultdict(dict)
    places: dict[tuple[str, int], int] = {}
    sums = rows.values_list("rule", "day", "placement", "rank").annotate(Sum("impressions"), Sum("revenue"))
    for rule, day, placement, rank, shown, earned in sums:
        place = places.setdefault((placement, rank), len(places))
        found[rule][day.toordinal(), place] = (float(shown), float(earned))
    return dict(found)


def _enough(verdict: SlotVerdict) -> bool:
    days, shown = min(verdict.change.n, verdict.days_automatic), min(verdict.shown, verdict.shown_automatic)
    return days >= FEWEST_DAYS and shown >= FEWEST_SHOWN
