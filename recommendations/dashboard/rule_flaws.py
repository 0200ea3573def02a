"""Flaws of rules in words, each with the mends that a click makes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog.current_store import current_store_id
from catalog.models import Store
from recommendations.dashboard.formats import number, whole_money
from recommendations.dashboard.rule_words import names_for, rule_sentence
from recommendations.selectors.hygiene import Flaw, Trouble
from recommendations.selectors.rule_money import RuleMoney
from recommendations.selectors.rules_fired import LOOKED_BACK, Fired

REMOVE, END, EXTEND = "remove", "end", "extend"
MENDS = {  # the likeliest first
    Trouble.DEAD: (REMOVE,),
    Trouble.EXPIRED: (REMOVE, EXTEND),
    Trouble.CONFLICT: (REMOVE,),
    Trouble.IDLE: (REMOVE, END),
    Trouble.LOSES: (END, REMOVE),
    Trouble.UNUSED: (REMOVE, END),
}


@dataclass(frozen=True, slots=True)
class Mend:
    """One button: what it does, and what it is called."""

    name: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class FlawLine:
    """A flaw in words; `note` is what its figure cannot know."""

    flaw: Flaw
    sentence: str
    text: str
    mends: tuple[Mend, ...]
    note: str = ""


def flaw_lines(flaws: Sequence[Flaw], *, quick: bool) -> list[FlawLine]:
    """Put flaws into words; `quick`: ending and removing go live at once."""
    named = [rule for flaw in flaws for rule in (flaw.rule, flaw.other) if rule]
    names = names_for(named, locale=get_language() or "en")
    return [
        FlawLine(
            flaw,
            rule_sentence(flaw.rule, names),
            _told(flaw, rule_sentence(flaw.other, names) if flaw.other else ""),
            tuple(_mend(name, quick) for name in MENDS[flaw.trouble]),
            _unknown() if flaw.money else "",
        )
        for flaw in flaws
    ]


def _mend(name: str, quick: bool) -> Mend:
    where = _("Goes live at once.") if quick and name != EXTEND else _("Goes into your draft.")
    label = {REMOVE: _("Remove"), END: _("End it"), EXTEND: _("Extend by a week")}[name]
    return Mend(name, label, where)


def _told(flaw: Flaw, other: str) -> str:
    match flaw.trouble:
        case Trouble.DEAD:
            return _("Its product is sold out, hidden or unavailable.")
        case Trouble.EXPIRED:
            return _("Its time is over.")
        case Trouble.CONFLICT:
            return _("Another rule comes first: %(rule)s.") % {"rule": other}
        case Trouble.IDLE:
            return _("No product that can be shown fits it.")
        case Trouble.LOSES if flaw.money:
            return _earned(flaw.money)
    return _never(flaw.fired or Fired(0, 0))


def _never(fired: Fired) -> str:
    return ngettext(
        "It acted on none of the %(n)s lists of the last %(days)s days that it could have acted on.",
        "It acted on none of the %(n)s lists of the last %(days)s days that it could have acted on.",
        fired.of,
    ) % {"n": number(fired.of), "days": LOOKED_BACK.days}


def _earned(money: RuleMoney) -> str:
    currency = Store.objects.only("currency").get(pk=current_store_id()).currency
    verdict, change = money.verdict, money.verdict.change
    return _(
        "It earns %(ruled)s per thousand times shown, the automatic list %(automatic)s in the same places: %(change)s "
        "(%(low)s to %(high)s; %(days)s days)."
    ) % {
        "ruled": whole_money(verdict.ruled, currency),
        "automatic": whole_money(verdict.automatic, currency),
        "change": whole_money(change.value, currency),
        "low": whole_money(money.bounds.low, currency),
        "high": whole_money(money.bounds.high, currency),
        "days": number(change.n),
    }


def _unknown() -> str:
    return _(
        "Not known: what else differed between the days with the rule and those without it, as season, stock or "
        "campaigns, and what the rule earns outside these lists. An experiment tells for sure."
    )
