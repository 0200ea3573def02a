"""What is read from a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from recommendations.engine.rules.audience import Audience
from recommendations.engine.rules.conditions import EVERYTHING, Condition
from recommendations.engine.rules.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the sentence, and what it was taken for ("kind", "until", "category" …; "" for a small word)."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule as far as it could be read. Values that the sentence does not give are the usual ones."""

    kind: str
    condition: Condition = EVERYTHING
    products: tuple[str, ...] = ()  # ids of the storefront
    placements: frozenset[str] = frozenset()
    audience: Audience = field(default_factory=Audience)
    schedule: Schedule = field(default_factory=Schedule)
    position: int = 1
    strength: float = 0.0
    share: float = 0.0
    limit: int = 1
    window: int = 0
    per: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The draft, or why there is none; and how sure it is."""

    draft: RuleDraft | None
    spans: Sequence[Span] = ()
    unread: Sequence[str] = ()  # words that nothing was made of
    doubts: Sequence[str] = ()  # codes: see `DOUBTS`
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)  # words → what they may mean, likeliest first

    @property
    def certain(self) -> bool:
        """Whether every word was read, in one way only."""
        return self.draft is not None and not self.unread and not self.doubts and not self.choices


DOUBTS = frozenset(
    {
        "no_kind",  # no word says what to do
        "several_kinds",  # one rule a sentence
        "no_product",  # a pin names no product of the shop
        "no_products_meant",  # it would hold for every product
        "no_amount",  # a share or limit without its number
        "unclear_number",  # a number without unit
        "empty_range",  # nothing is at least 50 and below 20
        "no_such_date",  # 31 February
        "past",  # it would have ended already
        "unclear_list",  # “and” joins what can be read in two ways
    }
)
