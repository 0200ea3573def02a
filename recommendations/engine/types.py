"""The values that flow through the engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from recommendations.engine.flow import Flow


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. `k` is 1–100; `exclude` are product ids of the storefront."""

    shopper_id: str | None
    placement: str = "home"
    k: int | None = None  # None: the placement's
    locale: str = ""  # "": the shopper's, else the store's
    category: str = ""  # slug; its descendants count
    exclude: tuple[str, ...] = ()
    as_of: datetime | None = None
    personalised: bool = True
    use_language_model: bool = True
    use_rules: bool = True
    without_rules: frozenset[int] = frozenset()  # keys of rules that are left out of a preview
    request_id: str = ""  # "": made here
    release: int | None = None  # the number of one to look at in place of what is live
    flow: Flow | None = None  # one to try in place of the release's


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a user when ranking."""

    tags: Mapping[tuple[str, str, str], float] = field(default_factory=dict)  # (kind, name, value) → weight 0–1
    labels: Mapping[tuple[str, str, str], str] = field(default_factory=dict)  # the same keys → words
    price_level: float | None = None  # mean of log(price)
    price_spread: float | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What an answer tells of an item; ranking reads `engine.candidates`."""

    pk: int
    item_id: str
    brand: str
    price: float | None
    features: frozenset[tuple[str, str, str]]  # those that a profile asks for: (kind, name, normalised value)


class Factor(NamedTuple):
    """One additive part of a score: contributions of an item sum to its score.

    A tuple, because a list under many rules is made of a thousand of them.
    """

    name: str
    value: float  # 0–1; of a rule, the score that it is measured by
    weight: float  # below 0 where a rule buries
    evidence: str = ""  # what it rests on, in words: tags, a title, a query
    ground: str = ""  # "query" or "seen" where the evidence is a search, or this very item

    @property
    def contribution(self) -> float:
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Scored:
    """A ranked item; `score` is the sum of its factors' contributions."""

    item: Item
    score: float
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """An item at its rank (1 is first), with the rule that put it there, if one did."""

    scored: Scored
    rank: int
    rule_id: int | None = None
    ranked_without_rules: int | None = None  # its rank before rules, None where it was not in the list
    kept_for_new: bool = False  # it has a place that is kept for new items
    moved_by: tuple[int, ...] = ()  # boosts and buries that changed its score


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """One recommended product, as API, preview and command show it."""

    pk: int
    product_id: str
    rank: int
    score: float
    reason: str
    factors: tuple[Factor, ...]
    copy: str | None
    rule_id: int | None
    ranked_without_rules: int | None
    title: str
    brand: str
    price: float | None
    currency: str
    image: str
    stock: int | None
    kept_for_new: bool = False
    moved_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A list of recommendations with all that is needed to understand and attribute it."""

    request_id: str
    attribution_token: str
    placement: str
    shopper_id: str | None
    locale: str
    model_version: str
    fallback: str  # "": personalised; "unknown_shopper", "no_history", "opted_out", "not_personalised"
    items: Sequence[AnswerItem]
    release: int | None = None  # its number
    applied_rules: tuple[int, ...] = ()
    hidden_by_rules: tuple[int, ...] = ()
    limited_by_rules: tuple[int, ...] = ()
