"""The words by which a shop's products are meant: categories, brands, and the retail vocabulary's values."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from catalog.features.folding import fold
from catalog.features.vocabulary import load_vocabulary
from catalog.features.words import ordered_words
from recommendations.engine.rules.conditions import Attribute, Condition, OneOf

VALUES = ("colour", "material", "pattern", "origin", "audience", "function")  # names of attributes, and vocabularies
LONGEST_PHRASE = 5  # words
SHORTEST_HEAD = 4  # letters of a noun that may stand for all compounds that end in it
_PARTS = re.compile(r"\s*(?:&|,|/|\bund\b|\band\b|\by\b|\bet\b)\s*")


@dataclass(frozen=True, slots=True)
class ShopWords:
    """What the reader has to know of a shop."""

    categories: Mapping[str, Mapping[str, str]]  # slug → locale → name; "" is the name without a locale
    brands: Sequence[str] = ()
    placements: Mapping[str, str] = field(default_factory=dict)  # key → name
    currency: str = "EUR"
    has_product: Callable[[str], bool] = lambda _: False  # whether this is the id of a product


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase may mean: a leaf of a condition. Two leaves join when kind and name are the same."""

    kind: str  # "category", "brand", or the name of an attribute
    values: frozenset[str]
    narrowed: bool = False  # the phrase is wider than what it was taken for: "shoes" for running shoes

    def leaf(self) -> Condition:
        """Return it as a condition."""
        if self.kind in ("category", "brand"):
            return OneOf(self.kind, self.values)
        return Attribute(self.kind, self.values)


class Meanings:
    """Finds what phrases of one language mean in a shop."""

    def __init__(self, shop: ShopWords, language: str) -> None:
        self.language = language
        self.vocabularies = {name: load_vocabulary(name) for name in VALUES}
        self.brands = {_folded_words(brand, language): brand for brand in shop.brands}
        self.categories: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self.parts: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self.heads: dict[str, set[str]] = defaultdict(set)
        for slug, names in shop.categories.items():
            for name in _names(names, language):
                self._add_category(slug, name)

    def of(self, text: str, start: int, end: int) -> list[Meaning]:
        """Return every meaning of a whole phrase of a text; what stands around it may rule one out ("green tea")."""
        phrase = text[start:end]
        named = [*self._brand(phrase), *self._category(phrase)]
        values = {name: self._value(name, text, start, end) for name in self.vocabularies}
        # "Wanderstiefel" is a category of the shop; that the vocabulary reads its beginning as hiking does not matter.
        return named + [
            Meaning(name, frozenset({value}))
            for name, value in values.items()
            if value and (not named or self._is_phrase_of(name, value, phrase))
        ]

    def _value(self, name: str, text: str, start: int, end: int) -> str:
        found = self.vocabularies[name].find(text, self.language)
        here = (mention for mention in found if (mention.start, mention.end) == (start, end))
        return next((mention.normalised for mention in here), "")

    def _is_phrase_of(self, name: str, value: str, phrase: str) -> bool:
        phrases = self.vocabularies[name].values.get(value, {}).get(self.language, ())
        return fold(phrase, self.language) in {fold(one, self.language) for one in phrases}

    def _brand(self, phrase: str) -> list[Meaning]:
        brand = self.brands.get(_folded_words(phrase, self.language))
        return [Meaning("brand", frozenset({brand}))] if brand else []

    def _category(self, phrase: str) -> list[Meaning]:
        words = tuple(ordered_words(phrase, self.language))
        if any(sign.isdigit() for sign in phrase):  # numbers are no words there: "20 wallets"
            return []
        for names in (self.categories, self.parts):
            if words in names:
                return [Meaning("category", frozenset(names[words]))]
        slugs = self.heads.get(words[0], set()) if len(words) == 1 else set()
        return [Meaning("category", frozenset(slugs), narrowed=len(slugs) == 1)] if slugs else []

    def _add_category(self, slug: str, name: str) -> None:
        self.categories[tuple(ordered_words(name, self.language))].add(slug)
        for part in [part for part in _PARTS.split(name) if part]:
            words = tuple(ordered_words(part, self.language))
            self.parts[words].add(slug)
            self._add_head(slug, words)

    def _add_head(self, slug: str, words: tuple[str, ...]) -> None:
        """Remember the noun that a name is about, so that "jackets" means rain jackets and insulated jackets."""
        if self.language == "de":
            compound = words[-1]
            for start in range(2, len(compound) - SHORTEST_HEAD + 1):
                self.heads[compound[start:]].add(slug)
        elif len(words) > 1:
            self.heads[words[0] if self.language in ("es", "fr") else words[-1]].add(slug)


def _names(names: Mapping[str, str], language: str) -> set[str]:
    own = {name for locale, name in names.items() if locale.partition("-")[0] == language and name}
    return own or {names[""]} if "" in names else own


def _folded_words(text: str, language: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", fold(text, language)))
