"""The words that the fact gate watches: materials, colours, claims, and the brands of the store."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recdash.llm.function_words import FUNCTION_WORDS, SELLING_WORDS
from recommendations.copywriting.concepts import Concept, ConceptIndex
from recommendations.copywriting.locales import language_of

KINDS = ("materials", "colours", "claims")
DATA = Path(__file__).parent / "data"
_PLAIN_WORDS = frozenset(word.casefold() for word in (*FUNCTION_WORDS, *SELLING_WORDS))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the guardrails know of the store beyond one product."""

    brands: frozenset[str] = frozenset()

    @classmethod
    def of(cls, brands: Iterable[str]) -> "Vocabulary":
        """Build it from the brands of the whole store; brands without a letter are left out."""
        return cls(frozenset(brand.strip() for brand in brands if any(map(str.isalpha, brand))))


def is_plain_word(text: str) -> bool:
    """Return whether a brand is spelt like a word that any sentence may hold ("Handy")."""
    return text.casefold() in _PLAIN_WORDS


@cache
def concept_index(kind: str, locale: str) -> ConceptIndex:
    """Return the index of "materials", "colours" or "claims" for a locale; other languages find nothing."""
    return _language_index(kind, language_of(locale))


@cache
def _language_index(kind: str, language: str) -> ConceptIndex:
    return ConceptIndex(read_concepts(kind), language)


@cache
def read_concepts(kind: str) -> tuple[Concept, ...]:
    """Read data/<kind>.csv: one concept a row, spellings by language separated by "|", * for any further letters."""
    with (DATA / f"{kind}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(_concept(row) for row in csv.DictReader(stream))


def split_forms(cell: str) -> tuple[str, ...]:
    """Return the spellings of a cell."""
    return tuple(form.strip() for form in cell.split("|") if form.strip())


def _concept(row: dict[str, str]) -> Concept:
    languages = [column for column in row if column not in ("concept", "implies")]
    forms = {language: split_forms(row[language]) for language in languages}
    return Concept(row["concept"], split_forms(row["implies"]), forms)
