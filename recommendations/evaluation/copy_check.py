"""A second opinion on published copy, written apart from the fact gate: words looked up, nothing understood.

Whatever of these lists stands in a text must stand, letter for letter, in the product's own rows.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

_LISTS = Path(__file__).parent / "copy_check_words.txt"
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_UNITS = "ml|cl|dl|l|mg|g|kg|lb|lbs|oz|mm|cm|m|km|ft|mah|kw|w|v|hz|khz|gb|tb|mb|mp|lm|db|°c|°f|%|€"
_UNIT_AFTER_DIGITS = re.compile(rf"\d[\s\u00a0-]?({_UNITS})(?![a-z])")


def unsupported_facts(text: str, rows: Sequence[str], *, other_brands: Iterable[str] = ()) -> list[str]:
    """Return the numbers, units, materials, colours and brands of a text that its product does not have.

    `rows` are all texts, attributes and features of the product as strings; `other_brands` those of the store
    without the product's own.
    """
    product = "\n".join(rows).casefold()
    said = text.casefold()
    brands = [brand for brand in map(str.casefold, other_brands) if _stands_in(brand, said)]
    watched = [word for word in watched_words() if _stands_in(word, said)]
    missing = [word for word in (*watched, *brands) if word not in product]
    return [*_missing_numbers(said, product), *dict.fromkeys(missing)]


@cache
def watched_words() -> tuple[str, ...]:
    """Return the materials, colours and units of all languages, in lower case."""
    words = _LISTS.read_text(encoding="utf-8").split("\n")
    return tuple(word.strip().casefold() for word in words if word.strip() and not word.startswith("#"))


def _missing_numbers(said: str, product: str) -> list[str]:
    known = {_plain(number) for number in _DIGITS.findall(product)}
    numbers = [number for number in _DIGITS.findall(said) if _plain(number) not in known]
    known_units = set(_UNIT_AFTER_DIGITS.findall(product)) | set(re.findall(r"[a-z]+", product))
    units = [unit for unit in _UNIT_AFTER_DIGITS.findall(said) if unit not in known_units]
    return [*numbers, *units]


def _plain(number: str) -> str:
    return number.replace(",", ".").strip(".")


def _stands_in(word: str, text: str) -> bool:
    """Look for a whole word in scripts with spaces, for the signs in the others."""
    if "\u3040" <= word[0] <= "\u9fff":
        return word in text
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
