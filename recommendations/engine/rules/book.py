"""The rules of one release, compiled once: which of them are at work for a request, and what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Self

import numpy as np

from recommendations.engine.rules import CONFLICT_ORDER
from recommendations.engine.rules.audience import Audience, Visitor
from recommendations.engine.rules.columns import Columns, Floats
from recommendations.engine.rules.conditions import EVERYTHING, Attribute, Condition, Range
from recommendations.engine.rules.leaves import Flags
from recommendations.engine.rules.masks import Conditions, Plan
from recommendations.engine.rules.schedule import Schedule

RULE_FACTOR = "rule:"  # and the rule's key: the name of the factor that a boost or bury adds


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `key` is its name in all releases; `products` are keys of items: of a pin one, of a block several."""

    key: int
    kind: str
    placements: frozenset[str] = frozenset()  # empty: all
    products: tuple[int, ...] = ()
    condition: Condition = EVERYTHING
    audience: Audience = field(default_factory=Audience)
    schedule: Schedule = field(default_factory=Schedule)
    position: int = 1
    strength: float = 0.0  # of a boost or bury; .5 is 50 %
    relative: bool = False  # to the best score of the list, instead of to the item's own
    share: float = 0.0
    limit: int = 1
    window: int = 0  # first places that a limit counts; 0: all
    per: str = ""  # "brand", "category", "price_band", or "attribute:" and a name


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """Boosts and buries at work, as arrays; each has the name of its factors, a weight, and what it measures by."""

    places: list[int]  # in AtWork.rules
    keys: list[int]  # of the rules
    told: list[tuple[str, float, bool]]  # name, weight, whether it is relative to the list's best score
    of_own: Floats  # weights of those that measure by the item's own score, 0 for the others
    of_best: Floats

    @classmethod
    def of(cls, rules: Sequence[Rule], places: list[int]) -> Self:
        signs = {"boost": 1.0, "bury": -1.0}
        told = [(f"{RULE_FACTOR}{rule.key}", signs[rule.kind] * rule.strength, rule.relative) for rule in rules]
        own, best = ([weight if relative == kind else 0.0 for _, weight, relative in told] for kind in (False, True))
        return cls(places, [rule.key for rule in rules], told, np.array(own), np.array(best))


class RuleBook:
    """Rules in the order of their release; the conflict order is applied here and stays."""

    REMEMBERED = 256  # combinations of rules: one for each that audiences and schedules bring about

    def __init__(self, rules: Sequence[Rule]) -> None:
        rank = {kind: place for place, kind in enumerate(CONFLICT_ORDER)}
        self.rules = tuple(sorted(rules, key=lambda rule: rank[rule.kind]))  # stable: then as in the list
        self.conditions = Conditions([rule.condition for rule in self.rules])
        self.tagged = any(rule.audience.tags for rule in self.rules)
        self._always: dict[str, list[int]] = {}
        self._at_work: dict[tuple[int, ...], AtWork] = {}
        self._sometimes = [at for at, rule in enumerate(self.rules) if rule.audience or rule.schedule]

    def __len__(self) -> int:
        return len(self.rules)

    @cached_property
    def reads(self) -> frozenset[str]:
        """Which columns conditions and limits look at, by the names of `Columns`."""
        limits = {rule.per.partition(":")[0] for rule in self.rules if rule.kind == "diversity_limit"}
        priced = any(isinstance(leaf, Range) and leaf.currency for leaf in self.conditions.table.row)
        return self.conditions.kinds | limits | ({"currency"} if priced else set())

    @cached_property
    def attributes(self) -> tuple[str, ...]:
        """Return the names of the attributes that conditions and limits ask for."""
        asked = {leaf.name for leaf in self.conditions.table.row if isinstance(leaf, Attribute)}
        asked |= {rule.per.partition(":")[2] for rule in self.rules if rule.per.startswith("attribute:")}
        return tuple(sorted(asked))

    def at_work(
        self, placement: str, now: datetime, visitor: Visitor, *, without: frozenset[int] = frozenset()
    ) -> "AtWork":
        """Return the rules that hold for a request, in conflict order; `without` are keys that are switched off."""
        chosen = [at for at in self._sometimes if self._holds(self.rules[at], placement, now, visitor)]
        chosen = sorted([*self._always_in(placement), *chosen])
        if without:
            chosen = [at for at in chosen if self.rules[at].key not in without]
        return self._work(tuple(chosen))

    def _work(self, numbers: tuple[int, ...]) -> "AtWork":
        """Return these rules with all that was ever worked out of them: a book never changes."""
        work = self._at_work.get(numbers)
        if work is None:
            if len(self._at_work) >= self.REMEMBERED:
                self._at_work.clear()
            work = self._at_work[numbers] = AtWork(self, numbers)
        return work

    def _always_in(self, placement: str) -> list[int]:
        if placement not in self._always:
            sometimes = set(self._sometimes)
            self._always[placement] = [
                at
                for at, rule in enumerate(self.rules)
                if at not in sometimes and (not rule.placements or placement in rule.placements)
            ]
        return self._always[placement]

    @staticmethod
    def _holds(rule: Rule, placement: str, now: datetime, visitor: Visitor) -> bool:
        here = not rule.placements or placement in rule.placements
        return here and rule.schedule.holds(now) and rule.audience.holds(visitor)


@dataclass(frozen=True)
class AtWork:
    """The rules that hold for one request, by their numbers in the book; what follows from them is worked out once."""

    book: RuleBook
    numbers: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.numbers)

    @cached_property
    def rules(self) -> list[Rule]:
        return [self.book.rules[number] for number in self.numbers]

    @cached_property
    def by_kind(self) -> dict[str, list[int]]:
        """Return kind → places in `rules`, for the kinds that are there."""
        found: dict[str, list[int]] = {}
        for at, rule in enumerate(self.rules):
            found.setdefault(rule.kind, []).append(at)
        return found

    @cached_property
    def moves(self) -> Moves:
        places = sorted([*self.by_kind.get("boost", ()), *self.by_kind.get("bury", ())])
        return Moves.of([self.rules[at] for at in places], places)

    def of_kind(self, *kinds: str) -> list[Rule]:
        places = [at for kind in kinds for at in self.by_kind.get(kind, ())]
        return [self.rules[at] for at in sorted(places)]

    @cached_property
    def placed(self) -> frozenset[int]:
        """Keys of the items that pins and pin blocks bring, whether or not ranking does."""
        return frozenset(pk for rule in self.of_kind("pin", "pin_block") for pk in rule.products)

    @cached_property
    def _plan(self) -> Plan:
        return self.book.conditions.plan(np.array(self.numbers, dtype=np.int64))

    def masks(self, columns: Columns) -> Flags:
        """Return (len(self.numbers), n): which items each rule's condition means."""
        return self._plan.masks(columns)


NO_RULES = AtWork(RuleBook(()))
