"""The canonical values of the planted truth, and how each locale says them."""

import re
from functools import cache

from recommendations.demo.data_files import load

COLOURS: tuple[str, ...] = tuple(load("vocabulary")["colour"])
MATERIALS: tuple[str, ...] = tuple(load("vocabulary")["material"])
ORIGINS: tuple[str, ...] = tuple(load("vocabulary")["origin"])
AUDIENCES: tuple[str, ...] = tuple(load("vocabulary")["audience"])
FUNCTIONS: tuple[str, ...] = tuple(load("vocabulary")["function"])
MEASURES: tuple[str, ...] = ("weight", "capacity", "size", "diameter", "height", "length", "battery life")
CJK = ("zh-hans", "ja")


def terms(kind: str, value: str, locale: str) -> list[str]:
    """List what `locale` calls a canonical value, the usual word first; kinds are colour, material, origin,
    audience and function."""
    words: list[str] = load("vocabulary")[kind][value][locale]
    return words


@cache
def _pattern(kind: str, value: str, locale: str) -> re.Pattern[str]:
    choices = "|".join(re.escape(term) for term in sorted(terms(kind, value, locale), key=len, reverse=True))
    # Only English is matched as whole words: the other five inflect, compound or write without spaces.
    return re.compile(rf"(?<![\w-])(?:{choices})(?![\w])" if locale == "en" else choices, re.IGNORECASE)


def says(text: str, *, kind: str, value: str, locale: str) -> bool:
    """Tell whether `text` names the value in the words of `locale`."""
    return _pattern(kind, value, locale).search(text) is not None
