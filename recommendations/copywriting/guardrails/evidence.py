"""What a guardrail may hold against a text: the product, read once for all guardrails."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from recdash.lib.text import split_words
from recommendations.copywriting.quantities import Quantity, read_quantities
from recommendations.copywriting.types import Fact
from recommendations.copywriting.vocabulary import KINDS, Vocabulary, concept_index


@dataclass(frozen=True)
class Evidence:
    """The product's facts and its texts in the language of the copy."""

    facts: tuple[Fact, ...]
    texts: tuple[str, ...]
    locale: str
    vocabulary: Vocabulary

    @cached_property
    def fact_texts(self) -> tuple[str, ...]:
        """Return each fact as "name: value", and its words as written."""
        return tuple(text for fact in self.facts for text in (f"{fact.name}: {fact.value}", fact.evidence))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return every number of the product; a unit in an attribute's name ("capacity_l: 15") belongs to its value."""
        plain = [
            quantity for text in (*self.texts, *self.fact_texts) for quantity in read_quantities(text, self.locale)
        ]
        return (*plain, *(quantity for fact in self.facts for quantity in _with_named_unit(fact, self.locale)))

    @cached_property
    def brand(self) -> str:
        """Return the product's own brand, "" where it has none."""
        return next((fact.value for fact in self.facts if fact.id == "brand"), "")

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the words of texts and facts, case folded."""
        return frozenset(word.casefold() for text in (*self.texts, *self.fact_texts) for word in split_words(text))

    @cached_property
    def joined(self) -> str:
        """Return everything as one case-folded text."""
        return "\n".join((*self.texts, *self.fact_texts)).casefold()

    @cached_property
    def concepts(self) -> dict[str, frozenset[tuple[str, bool]]]:
        """Return kind → (concept, negated): from the texts in their language, from facts in English as well."""
        facts = [self.without_brand(text) for text in self.fact_texts]
        texts = [self.without_brand(text) for text in self.texts]
        return {
            kind: concept_index(kind, self.locale).said_in([*texts, *facts]) | concept_index(kind, "en").said_in(facts)
            for kind in KINDS
        }

    def without_brand(self, text: str) -> str:
        """Blank out the product's brand: "Oak & Steel" on the label makes nothing of oak."""
        if not self.brand:
            return text
        return re.sub(re.escape(self.brand), lambda match: "·" * len(match[0]), text, flags=re.IGNORECASE)


def evidence_of(*, facts: Sequence[Fact], texts: Sequence[str], locale: str, vocabulary: Vocabulary) -> Evidence:
    """Gather the evidence for one text."""
    return Evidence(tuple(facts), tuple(texts), locale, vocabulary)


def _with_named_unit(fact: Fact, locale: str) -> list[Quantity]:
    """Read "15" of the attribute "capacity_l" as "15 l"."""
    name = fact.name.replace("_", " ").replace("(", " ").replace(")", " ").split()
    if len(name) < 2 or not fact.value.strip().replace(".", "").replace(",", "").isdigit():
        return []
    return [quantity for quantity in read_quantities(f"{fact.value} {name[-1]}", locale) if quantity.unit]
