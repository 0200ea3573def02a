"""The leaves of a store's category tree, prepared for comparison with texts."""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from catalog.features.folding import LATIN, fold
from catalog.features.phrases import phrase_pattern
from catalog.features.types import FieldText, Leaf
from catalog.features.vocabulary import LANGUAGES
from recdash.lib.text import split_words
from recdash.llm.types import FloatMatrix, TextEncoder

_HEAD_WEIGHT = 2.5
_CJK_PIECE = 2  # characters compared where a script has no words


class Taxonomy:
    """Leaves with their vectors and the words of their names."""

    def __init__(self, leaves: Sequence[Leaf], encoder: TextEncoder) -> None:
        self.leaves = tuple(leaves)
        self.index = {leaf.key: position for position, leaf in enumerate(self.leaves)}
        names = [[leaf.name, *leaf.names.values()] for leaf in self.leaves]
        self._owners = np.array([position for position, some in enumerate(names) for _ in some], dtype=np.int64)
        self._names: FloatMatrix = encoder.encode([name for some in names for name in some])
        self._bodies: FloatMatrix = encoder.encode([f"{leaf.name}. {leaf.description}".strip(" .") for leaf in self.leaves])
        self._words = {language: [name_words(leaf, language) for leaf in self.leaves] for language in LANGUAGES}

    def name_similarity(self, vectors: FloatMatrix) -> FloatMatrix:
        """Return the similarity with the nearest name of each leaf, shape (len(vectors), leaves)."""
        similarity = vectors @ self._names.T
        best = np.full((len(vectors), len(self.leaves)), -1.0, dtype=np.float32)
        for column, owner in enumerate(self._owners):
            np.maximum(best[:, owner], similarity[:, column], out=best[:, owner])
        return best

    def body_similarity(self, vectors: FloatMatrix) -> FloatMatrix:
        """Return the similarity with name and description of each leaf, shape (len(vectors), leaves)."""
        similarity: FloatMatrix = vectors @ self._bodies.T
        return similarity

    def word_overlap(self, text: FieldText) -> FloatMatrix:
        """Return per leaf which share of its name the text holds, 0–1."""
        language = text.language if text.language in LANGUAGES else "en"
        pieces = text_words(text.text, language)
        shares = np.zeros(len(self.leaves), dtype=np.float32)
        for position, names in enumerate(self._words[language]):
            shares[position] = max((_share(words, pieces) for words in names), default=0.0)
        return shares


def name_words(leaf: Leaf, language: str) -> list[dict[str, float]]:
    """Return, per name of a leaf in one language, the weight of its words; its head noun weighs most.

    "Rain jackets" are jackets first: the last word is the head, in Spanish and French the first.
    """
    weighed = []
    for name in leaf_names(leaf, language):
        words = [word for part in name.split() for word in sorted(text_words(part, language))]
        heads = words[:1] if language in ("es", "fr") else words[-1:]
        weighed.append({word: _HEAD_WEIGHT if word in heads else 1.0 for word in words})
    return [words for words in weighed if words]


def leaf_names(leaf: Leaf, language: str) -> list[str]:
    """Return the names of a leaf in one language, or its only name."""
    names = [name for locale, name in leaf.names.items() if locale.split("-")[0] == language]
    return list(dict.fromkeys([*names, leaf.name] if language == "en" or not names else names))


def leaf_words(leaf: Leaf, language: str) -> frozenset[str]:
    """Return the comparable words of a leaf's names in one language."""
    return frozenset().union(*(text_words(name, language) for name in leaf_names(leaf, language)))


def text_words(text: str, language: str) -> frozenset[str]:
    """Return the words of a text without their plural endings, or pairs of signs where a script has no spaces."""
    folded = fold(text, language)
    words = {_stem(word) for word in split_words(folded) if re.match(f"[{LATIN}]", word) and len(word) > 2}
    for run in re.findall("[\u3040-\u30ff\u3400-\u9fff]+", folded):
        words |= {run[start : start + _CJK_PIECE] for start in range(max(1, len(run) - _CJK_PIECE + 1))}
    return frozenset(words - _small_words())


def name_patterns(leaf: Leaf, language: str) -> re.Pattern[str] | None:
    """Return the pattern of a leaf's whole names in one language, for texts folded in it."""
    names = {name for locale, name in leaf.names.items() if locale.split("-")[0] == language} | {leaf.name}
    singular = {re.sub(r"(?<=\w{3})s$", "", name) for name in names} if language in ("en", "fr", "es") else set()
    patterns = [phrase_pattern(name, language) for name in sorted(names | singular, key=len, reverse=True) if name.strip()]
    return re.compile("|".join(patterns)) if patterns else None


def _stem(word: str) -> str:
    for ending in ("ies", "es", "s", "en", "n"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def _share(words: dict[str, float], pieces: frozenset[str]) -> float:
    return sum(weight for word, weight in words.items() if word in pieces) / sum(words.values())


@cache
def _small_words() -> frozenset[str]:
    return frozenset("and for the with von und der die das des les aux para con del los las une pour the".split())
