"""Read numbers with their units out of a text."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from recommendations.copywriting.number_words import read_number_words
from recommendations.copywriting.units import read_unit, unit_pattern

_NUMBER = r"\d+(?:[.,]\d+)*"
_CURRENCY = r"[$€£¥￥]"
_JOIN = r"\s?(?:[x×*–—/~-]|to|bis|至)\s?"
_NEXT_WORDS = re.compile(r"[\s-]*([^\W\d_]+)(?:[\s-]+([^\W\d_]+))?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text. `values` holds each reading of "1.500": 1.5 and 1500. `counts` are the two words after it."""

    values: frozenset[Decimal]
    unit: str  # "" where it has none
    counts: tuple[str, ...]
    start: int
    end: int
    written: str

    def same_value(self, other: "Quantity") -> bool:
        """Return whether both can be read as the same number."""
        return bool(self.values & other.values)


def read_quantities(text: str, locale: str) -> list[Quantity]:
    """Return the numbers of a text, digits and number words, in order of appearance."""
    digits = [quantity for match in _pattern().finditer(text) for quantity in _split_group(text, match)]
    words = [
        Quantity(
            frozenset({Decimal(value)}), _unit_after(text, end), _words_after(text, end), start, end, text[start:end]
        )
        for value, start, end in read_number_words(text, locale)
    ]
    return sorted([*digits, *words], key=lambda quantity: quantity.start)


@cache
def _pattern() -> re.Pattern[str]:
    """Numbers that share a unit: "59 x 16 cm", "10–15 kg", "$20"."""
    group = rf"{_NUMBER}(?:{_JOIN}{_NUMBER})*"
    return re.compile(
        rf"(?P<currency>{_CURRENCY})?\s?(?P<numbers>{group})(?:[\s\u00a0\u202f-]?(?P<unit>{unit_pattern()}))?"
    )


@cache
def _leading_unit() -> re.Pattern[str]:
    return re.compile(rf"[\s\u00a0-]?({unit_pattern()})")


def _split_group(text: str, match: re.Match[str]) -> list[Quantity]:
    unit = read_unit(match["currency"] or match["unit"] or "")
    start = match.start("numbers")
    numbers = list(re.finditer(_NUMBER, match["numbers"]))
    return [
        Quantity(
            read_values(number.group()),
            unit,
            () if unit else _words_after(text, match.end("numbers")),
            start + number.start(),
            match.end() if number is numbers[-1] else start + number.end(),
            text[start + number.start() : match.end() if number is numbers[-1] else start + number.end()],
        )
        for number in numbers
    ]


def read_values(written: str) -> frozenset[Decimal]:
    """Return the readings of a written number: a sign before exactly three digits may part thousands or decimals."""
    parts = re.split(r"[.,]", written)
    readings = set()
    if len(parts) == 2:
        readings.add(Decimal(f"{parts[0]}.{parts[1]}").normalize())
    if all(len(part) == 3 for part in parts[1:]):
        readings.add(Decimal("".join(parts)).normalize())
    if len(parts) > 2:
        readings.add(Decimal(f"{''.join(parts[:-1])}.{parts[-1]}").normalize())
    return frozenset(readings)


def _unit_after(text: str, end: int) -> str:
    match = _leading_unit().match(text, end)
    return read_unit(match[1]) if match else ""


def _words_after(text: str, end: int) -> tuple[str, ...]:
    match = _NEXT_WORDS.match(text, end)
    return tuple(word.lower() for word in match.groups() if word) if match else ()
