"""Brands must be the product's own."""

import re
from functools import lru_cache

from recommendations.copywriting.guardrails.evidence import Evidence
from recommendations.copywriting.types import Finding
from recommendations.copywriting.vocabulary import is_plain_word


def check(text: str, evidence: Evidence) -> list[Finding]:
    """Block brands of the store that the product's own texts and facts do not name."""
    return [
        Finding("block", "brand", match.start(), match.end(), f"{match[0]!r} is another brand.", "Delete it.")
        for match in _pattern(evidence.vocabulary.brands).finditer(text)
        if match[0].casefold() not in evidence.joined
    ]


@lru_cache(maxsize=8)
def _pattern(brands: frozenset[str]) -> re.Pattern[str]:
    """Match any brand, whatever its case; one spelt like a plain word only with its capital, within a sentence."""
    longest_first = sorted(brands, key=lambda brand: (-len(brand), brand))
    return re.compile("|".join(map(_brand_pattern, longest_first)) or r"(?!)")


def _brand_pattern(brand: str) -> str:
    name = re.escape(brand).replace(r"\ ", r"\s+")
    if is_plain_word(brand):
        return rf"(?<=[^\W\d_][ ,] ){name}(?!\w)|(?<=[^\W_] ){name}(?!\w)"
    before = r"(?<![^\W_])" if brand[0].isascii() else ""
    after = r"(?![^\W_])" if brand[-1].isascii() else ""
    return rf"{before}(?i:{name}){after}"
