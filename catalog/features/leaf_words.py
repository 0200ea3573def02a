"""The words of category names in one language, and how much of them a text holds."""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from catalog.features.types import Leaf
from catalog.features.words import SMALL_WORDS, ordered_words, text_words
from recdash.llm.types import FloatMatrix

_HEAD_WEIGHT = 2.5
_HEAD_FIRST = ("es", "fr")
_ALTERNATIVES = re.compile(r"\s*(?:[&,/、，;；]|\band\b|\bund\b|\bet\b|\by\b|\boder\b|和|与)\s*")
_NO_WORDS: frozenset[str] = frozenset()


class LeafWords:
    """Compares texts of one language with the names of all leaves.

    The head noun of a name weighs most: "rain jackets" are jackets, "Coffee mug" is no coffee.
    """

    def __init__(self, leaves: Sequence[Leaf], language: str) -> None:
        self._language = language
        self._names = [name_words(leaf, language) for leaf in leaves]
        self._heads = frozenset(head for names in self._names for _, head in names)
        self._known = [self._all_words(leaf, names) for leaf, names in zip(leaves, self._names, strict=True)]
        counts = Counter(word for words in self._known for word in words)
        self._rarity = {word: math.log(1 + len(leaves) / count) for word, count in counts.items()}

    def name_overlap(self, text: str) -> FloatMatrix:
        """Return per leaf the share of its best name that the text holds, 0–1."""
        words = text_words(text, self._language)
        heads = words - self._modifiers(text)
        shares = np.zeros(len(self._names), dtype=np.float32)
        for position, names in enumerate(self._names):
            shares[position] = max((_share(name, head, words, heads) for name, head in names), default=0.0)
        return shares

    def coverage(self, text: str) -> FloatMatrix:
        """Return per leaf the share, by rarity, of the words known from any leaf that it knows, 0–1."""
        words = [word for word in text_words(text, self._language) if word in self._rarity]
        total = sum(self._rarity[word] for word in words)
        shares = np.zeros(len(self._known), dtype=np.float32)
        for position, known in enumerate(self._known):
            shares[position] = sum(self._rarity[word] for word in words if word in known) / total if total else 0.0
        return shares

    def _all_words(self, leaf: Leaf, names: Sequence[tuple[frozenset[str], str]]) -> frozenset[str]:
        words = _NO_WORDS.union(*(name for name, _ in names))
        return words | text_words(leaf.description, "en") if self._language == "en" else words

    def _modifiers(self, text: str) -> frozenset[str]:
        """Return the words that only qualify a neighbouring head noun: coffee of "coffee mug", "taza de café"."""
        words = ordered_words(text, self._language)
        modifiers = set()
        for position, word in enumerate(words):
            if self._language in _HEAD_FIRST:
                before = [other for other in words[max(0, position - 2) : position] if other not in SMALL_WORDS]
                qualifies = bool(before) and before[-1] in self._heads and words[position - 1] in SMALL_WORDS
            else:
                qualifies = position + 1 < len(words) and words[position + 1] in self._heads
            if qualifies and word != words[min(position + 1, len(words) - 1)]:
                modifiers.add(word)
        return frozenset(modifiers)


def name_words(leaf: Leaf, language: str) -> list[tuple[frozenset[str], str]]:
    """Return the words and the head of each name of a leaf in one language; "Mugs & cups" are two names."""
    named = []
    for name in leaf_names(leaf, language):
        for alternative in _ALTERNATIVES.split(name):
            words = [word for word in ordered_words(alternative, language) if word not in SMALL_WORDS]
            if words:
                named.append((frozenset(words), words[0] if language in _HEAD_FIRST else words[-1]))
    return named


def leaf_names(leaf: Leaf, language: str) -> list[str]:
    """Return the names of a leaf in one language, or its only name."""
    names = [name for locale, name in leaf.names.items() if locale.split("-")[0] == language]
    return list(dict.fromkeys([*names, leaf.name] if language == "en" or not names else names))


def _share(name: frozenset[str], head: str, words: frozenset[str], heads: frozenset[str]) -> float:
    held = sum(1.0 for word in name if word != head and word in words) + (_HEAD_WEIGHT if head in heads else 0.0)
    return held / (len(name) - 1 + _HEAD_WEIGHT)
