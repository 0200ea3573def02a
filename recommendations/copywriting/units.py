"""Units of measure and how texts write them."""

import csv
import re
from functools import cache

from recommendations.copywriting.vocabulary import DATA, split_forms


@cache
def unit_spellings() -> dict[str, str]:
    """Return spelling → unit; symbols keep their case and are listed in lower case too, words are in lower case."""
    spellings: dict[str, str] = {}
    for row in (*_rows("units"), *_rows("time_units")):
        for symbol in split_forms(row["symbols"]):
            spellings[symbol] = row["unit"]
        for word in split_forms(row["words"]):
            spellings[word.lower()] = row["unit"]
    return spellings


def read_unit(written: str) -> str:
    """Return the unit of a spelling, "" where it is none."""
    spellings = unit_spellings()
    return spellings.get(written) or spellings.get(" ".join(written.lower().split()), "")


@cache
def unit_pattern() -> str:
    """Return the regular expression of any unit, longest spelling first, as it may follow a number."""
    spellings = sorted(unit_spellings(), key=lambda form: -len(form))
    return "|".join(f"(?i:{_bounded(form)})" if len(form) > 2 else _bounded(form) for form in spellings)


@cache
def lone_unit_pattern() -> re.Pattern[str]:
    """Return the expression of unit words that speak of a measure even without a number: inches, litres, grams.

    Times are left out: "every day" measures nothing.
    """
    words = [word for row in _rows("units") for word in split_forms(row["words"]) if word.isascii() and len(word) > 3]
    words = sorted(set(words) - _EVERYDAY, key=lambda form: -len(form))
    return re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words), re.IGNORECASE)


_EVERYDAY = frozenset({"foot", "feet", "pies", "pied", "pieds", "degree", "degrees", "grad", "bars", "libra", "yuan"})


def _bounded(form: str) -> str:
    escaped = re.escape(form).replace(r"\ ", r"\s?")
    return rf"{escaped}(?![^\W\d_])" if form[-1].isascii() and form[-1].isalpha() else escaped


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
