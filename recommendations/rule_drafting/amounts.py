"""Reads prices, stock and ages: "under 50 €", "between 20 and 40 euros", "fewer than 5 in stock"."""

import math
import re
from dataclasses import dataclass

from recommendations.engine.rules.conditions import Condition, Range
from recommendations.rule_drafting.sentence import Sentence

CENT = 0.01
CURRENCIES = {
    "EUR": r"€|euros?|eur",
    "USD": r"\$|dollars?|usd|d[oó]lares|dollar",
    "GBP": r"£|pounds?|gbp|libras?|pfund",
    "CHF": r"chf|franken|francos suizos",
    "JPY": r"¥|yen|jpy|yenes",
}
_PRICE_STEMS = r"price|cheap|dear|expensive|cost|preis|billig|g[üu]nstig|teuer|kost|precio|barat|car[oa]s|cuest"
_AGE_STEMS = r"young|newer|older|added|j[üu]nger|neuer|[äa]lter|a[nñ]adid|last|letzten|[uú]ltim"
_WEEK = 7


@dataclass
class Amounts:
    """The ranges that were read, and what was unclear about them."""

    ranges: list[Range]
    unclear: bool = False
    empty: bool = False

    def conditions(self) -> list[Condition]:
        """Return one range a kind; several of one kind hold together."""
        merged: list[Condition] = []
        for kind in dict.fromkeys(one.kind for one in self.ranges):
            own = [one for one in self.ranges if one.kind == kind]
            low = max((one.at_least for one in own if one.at_least is not None), default=None)
            high = min((one.below for one in own if one.below is not None), default=None)
            if low is not None and high is not None and low >= high:
                self.empty = True
                continue
            merged.append(Range(kind, low, high, next((one.currency for one in own if one.currency), "")))
        return merged


def read_amounts(sentence: Sentence, currency: str) -> Amounts:
    """Claim all amounts. A price without a currency is in the shop's."""
    reader = _Reader(sentence, currency)
    found = Amounts([])
    lexicon = sentence.lexicon
    word = rf"(?:(?:{lexicon.any_of('price_words')})\s+)?"
    low, high = f"(?P<a>{reader.amount('x')})", f"(?P<b>{reader.amount('y')})"
    between, and_ = lexicon.any_of("between"), lexicon.any_of("and")
    for match in sentence.all(rf"{word}(?:{between})\s+{low}\s+(?:{and_})\s+{high}"):
        sentence.claim(match.start(), match.end(), "amount")
        reader.pair(match, found)
    for side in ("at_most", "at_least", "below", "above"):
        for match in sentence.all(rf"{word}(?P<side>{lexicon.any_of(side)})\s+{low}"):
            sentence.claim(match.start(), match.end(), "amount")
            reader.single(match, side, found)
    return found


class _Reader:
    def __init__(self, sentence: Sentence, currency: str) -> None:
        self.sentence = sentence
        self.currency = currency

    def amount(self, name: str) -> str:
        """Return a pattern for a number with its unit before or after it; groups end in `name`."""
        lexicon = self.sentence.lexicon
        money = "|".join(CURRENCIES.values())
        units = (
            rf"(?P<m{name}>{money})(?!\w)"
            rf"|(?P<p{name}>{lexicon.any_of('pieces')})|(?P<d{name}>{lexicon.any_of('days')})"
            rf"|(?P<w{name}>{lexicon.any_of('weeks')})"
        )
        return rf"(?:(?P<f{name}>[€$£¥])\s?)?(?P<n{name}>{lexicon.number})(?!\w)(?:\s*(?:{units}))?"

    def single(self, match: re.Match[str], side: str, found: Amounts) -> None:
        kind, factor = self._kind(match, "x")
        value = self.sentence.lexicon.value(match["nx"]) * factor
        if not kind:
            found.unclear = True
            return
        step = CENT if kind == "price" else 1.0
        currency = self._currency(match, "x") if kind == "price" else ""
        low = {"at_least": value, "above": value + step if kind != "age_days" else value}.get(side)
        high = {"below": value, "at_most": value + step}.get(side)
        found.ranges.append(Range(kind, _rounded(low), _rounded(high), currency))

    def pair(self, match: re.Match[str], found: Amounts) -> None:
        kind, factor = self._kind(match, "y")
        if not kind:
            kind, factor = self._kind(match, "x")
        low, high = (self.sentence.lexicon.value(match[f"n{name}"]) * factor for name in "xy")
        if not kind:
            found.unclear = True
        elif low >= high:
            found.empty = True
        else:
            currency = (self._currency(match, "y") or self._currency(match, "x")) if kind == "price" else ""
            step = CENT if kind == "price" else 1.0
            found.ranges.append(Range(kind, low, _rounded(high + step), currency))

    def _kind(self, match: re.Match[str], name: str) -> tuple[str, float]:
        """Return what is counted, "" where that is not told, and how many of it one unit is."""
        if match[f"f{name}"] or match[f"m{name}"]:
            return "price", 1.0
        if match[f"p{name}"]:
            return "stock", 1.0
        if match[f"d{name}"] or match[f"w{name}"]:
            return "age_days", float(_WEEK) if match[f"w{name}"] else 1.0
        if re.search(_PRICE_STEMS, match.group()) and not re.search(_AGE_STEMS, match.group()):
            return "price", 1.0
        return "", 1.0

    def _currency(self, match: re.Match[str], name: str) -> str:
        written = match[f"f{name}"] or match[f"m{name}"] or ""
        named = (code for code, pattern in CURRENCIES.items() if re.fullmatch(pattern, written))
        return next(named, self.currency)


def _rounded(value: float | None) -> float | None:
    return None if value is None else math.floor(value * 100 + 0.5) / 100
