"""Words brought to a form in which a title and a category name can be compared."""

import re

from catalog.features.folding import LATIN, fold
from recdash.lib.text import split_words

_SMALL = """
    and for the with von und der die das des les aux para con del los las une pour de en a aus in
"""
SMALL_WORDS = frozenset(_SMALL.split())
_CJK_RUN = re.compile("[\u3040-\u30ff\u3400-\u9fff]+")
_PAIR = 2  # signs compared where a script has no words


def ordered_words(text: str, language: str) -> list[str]:
    """Return the words of a text in order, without plural and gender endings; pairs of signs in Chinese, Japanese."""
    folded = fold(text, language)
    words: list[str] = []
    for word in split_words(folded):
        if _CJK_RUN.search(word):
            words += [pair for run in _CJK_RUN.findall(word) for pair in _pairs(run)]
        elif re.match(f"[{LATIN}]", word):
            words += [_stem(part) for part in word.split("-") if part]
    return words


def text_words(text: str, language: str) -> frozenset[str]:
    """Return the different words of a text, small ones left out."""
    return frozenset(word for word in ordered_words(text, language) if len(word) > 1) - SMALL_WORDS


def _pairs(run: str) -> list[str]:
    return [run[start : start + _PAIR] for start in range(max(1, len(run) - _PAIR + 1))]


def _stem(word: str) -> str:
    """Return a word without plural and gender endings, the same for "vase" and "vases"; no dictionary form."""
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    for ending in ("s", "n", "e"):
        if word.endswith(ending) and len(word) > 3:
            word = word[:-1]
    return word
