"""A recommended product as the preview shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from recommendations.engine.rules.book import RULE_FACTOR
from recommendations.engine.types import Answer, AnswerItem, Factor
from recommendations.models import Rule

FEW_LEFT = 5
SMALL = "small"  # the parts of a score that a card has no room for
FACTOR_WORDS = {
    "interest": gettext_lazy("Interests"),
    "sequence": gettext_lazy("Expected next"),
    "together": gettext_lazy("Seen together"),
    "popular": gettext_lazy("Popularity"),
    "new": gettext_lazy("New in the shop"),
    "llm": gettext_lazy("Language model"),
    "price": gettext_lazy("Price fits"),
    "brand": gettext_lazy("Brand"),
    "category": gettext_lazy("Category"),
    "tags": gettext_lazy("Interest tags"),
    SMALL: gettext_lazy("Small parts together"),
}


@dataclass(frozen=True, slots=True)
class FactorRow:
    """A part of a score in words; `share` is its part of the list's best score, 0–1."""

    name: str
    label: str
    evidence: str
    contribution: float
    share: float


@dataclass(frozen=True, slots=True)
class Card:
    """An item of the list with all that its card says."""

    item: AnswerItem
    factors: list[FactorRow]
    stock_state: str
    stock_words: str
    moved_words: str
    moved: int  # places up by rules; negative: down
    rule: Rule | None  # that gave it its place
    moved_by: list[Rule]  # that boost or bury it

    @property
    def nudge(self) -> Rule | None:
        """Return the boost or bury that is for this very product: what the card's buttons make and take back."""
        return next((rule for rule in self.moved_by if rule.product_id == self.item.pk), None)


def cards_of(answer: Answer, *, rules: Mapping[int, Rule], live: Mapping[int, int] | None = None) -> list[Card]:
    """Build the cards of a list, best first; moves are against the ranks in `live`, or against no rules."""
    best = max((item.score for item in answer.items), default=0.0) or 1.0
    return [_card(item, best, rules, live) for item in answer.items]


def _card(item: AnswerItem, best: float, rules: Mapping[int, Rule], live: Mapping[int, int] | None) -> Card:
    state, words = stock_of(item.stock)
    before = item.ranked_without_rules if live is None else live.get(item.pk)
    moved = before - item.rank if before else 0
    return Card(
        item=item,
        factors=factor_rows(item.factors, best, rules),
        stock_state=state,
        stock_words=words,
        moved_words=_moved_words(item, moved) if live is None else _moved_against_live(before, moved),
        moved=moved,
        rule=rules.get(item.rule_id) if item.rule_id else None,
        moved_by=[rules[key] for key in item.moved_by if key in rules],
    )


def factor_rows(factors: Sequence[Factor], best: float, rules: Mapping[int, Rule] | None = None) -> list[FactorRow]:
    """Put the parts of a score into words, largest first; what is too small to be seen is one part together."""
    seen = [factor for factor in factors if round(factor.contribution, 4)]
    small = sum(factor.contribution for factor in factors) - sum(factor.contribution for factor in seen)
    if round(small, 4):
        seen.append(Factor(SMALL, small, 1.0))
    rows = [
        FactorRow(
            factor.name,
            _label(factor.name, rules or {}),
            factor.evidence,
            factor.contribution,
            min(1.0, abs(factor.contribution) / best),
        )
        for factor in seen
    ]
    return sorted(rows, key=lambda row: -row.contribution)


def _label(name: str, rules: Mapping[int, Rule]) -> str:
    if name.startswith(RULE_FACTOR):
        key = int(name.removeprefix(RULE_FACTOR))
        return str(rules[key].get_kind_display()).capitalize() if key in rules else _("Rule")
    return str(FACTOR_WORDS.get(name, name.replace("_", " ").capitalize()))


def stock_of(stock: int | None) -> tuple[str, str]:
    """Return the state of the stock and its words."""
    if stock is None:
        return "in_stock", _("in stock")
    if stock <= 0:
        return "sold_out", _("sold out")
    if stock <= FEW_LEFT:
        return "few_left", ngettext("only %(n)s left", "only %(n)s left", stock) % {"n": stock}
    return "in_stock", _("%(n)s in stock") % {"n": stock}


def _moved_against_live(before: int | None, moved: int) -> str:
    if before is None:
        return _("not in the live list")
    return _("place %(n)s live") % {"n": before} if moved else ""


def _moved_words(item: AnswerItem, moved: int) -> str:
    if item.rule_id and not item.ranked_without_rules:
        return _("not in the list without the rule")
    if not moved:
        return ""
    return _("place %(n)s without rules") % {"n": item.ranked_without_rules}
