"""What a conditional random field is told of each token: words and forms around it, and what the dictionary knows."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from catalog.features.tagging.dictionary import Dictionary
from catalog.features.tagging.tokens import Token, split_tokens
from catalog.features.tagging.types import Passage
from catalog.features.vocabulary import load_data

_NEAR = 2  # words to each side that are told as they are
_FAR = 3  # words to each side whose kind is told
_PACKAGES = frozenset(
    "count ct pack packs pk pc pcs piece pieces capsules tablets softgels bag bags box boxes bottle".split()
)


def passage_clues(passage: Passage, dictionary: Dictionary) -> list[list[str]]:
    """Return the clues of each token; most of them twice, by themselves and together with the category."""
    tokens = split_tokens(passage.text)
    words = [token.word for token in tokens]
    told = _Told(tokens, words)
    here = dictionary.marks(passage.category, words)
    anywhere = dictionary.marks("", words)
    return [
        _crossed(told.clues(index) + _known(here, index, "g"), passage.category)
        + _known(anywhere, index, "G")
        + _usual(dictionary, passage.category, words[index])
        for index in range(len(tokens))
    ]


class _Told:
    """The forms of a text's tokens, looked at from each of them."""

    def __init__(self, tokens: Sequence[Token], words: Sequence[str]) -> None:
        self._tokens, self._words = tokens, words
        self._forms = [_form(token.text) for token in tokens]
        self._kinds = [_kind(token) for token in tokens]
        self._segments = _segments(words)

    def clues(self, index: int) -> list[str]:
        around = range(index - _FAR, index + _FAR + 1)
        kinds = [f"t{place - index}={self._at(self._kinds, place)}" for place in around]
        near = around[_FAR - _NEAR : _FAR + _NEAR + 1]
        words = [f"w{place - index}={self._at(self._words, place)}" for place in near]
        forms = [f"s{place - index}={self._at(self._forms, place)}" for place in near]
        return kinds + words + forms + self._own(index) + self._place(index)

    def _own(self, index: int) -> list[str]:
        word = self._words[index]
        pairs = f"b-={self._at(self._words, index - 1)} {word}", f"b+={word} {self._at(self._words, index + 1)}"
        return [f"p3={word[:3]}", f"x3={word[-3:]}", f"x2={word[-2:]}", *pairs]

    def _place(self, index: int) -> list[str]:
        segment, within = self._segments[index]
        left = len(self._tokens) - 1 - index
        glued = self._tokens[index].glued, left > 0 and self._tokens[index + 1].glued
        kinds = "".join(self._kinds[max(0, index - 2) : index + 3])
        return [
            f"tt={kinds}@{min(index, 2)}",
            f"pos={min(index, 6)}",
            f"end={min(left, 3)}",
            f"seg={min(segment, 5)}",
            f"dep={within}",
            f"glue={glued}",
        ]

    def _at(self, some: Sequence[str], place: int) -> str:
        return some[place] if 0 <= place < len(some) else "<s>"


def _crossed(clues: Sequence[str], category: str) -> list[str]:
    return [*clues, *(f"{category}|{clue}" for clue in clues)]


def _known(marks: Sequence[Sequence[tuple[str, str]]], index: int, sign: str) -> list[str]:
    places = [place for place in (index - 1, index, index + 1) if 0 <= place < len(marks)]
    return [f"{sign}{place - index}={name}:{part}" for place in places for name, part in marks[place]]


def _usual(dictionary: Dictionary, category: str, word: str) -> list[str]:
    """Return what the word usually states in the category and anywhere, and how sure and how often."""
    clues = []
    for place, sign in ((category, "W"), ("", "GW")):
        counts: Mapping[str, int] = dictionary.words.get((place, word), {})
        total = sum(counts.values())
        for name, count in counts.items():
            share = _level(count / total, ((0.8, "h"), (0.4, "m")), "l")
            often = _level(total, ((4, "n"), (2, "2")), "1")
            clues.append(f"{sign}={name}:{share}:{often}")
    return clues


def _level(value: float, steps: Sequence[tuple[float, str]], otherwise: str) -> str:
    return next((level for least, level in steps if value >= least), otherwise)


def _form(text: str) -> str:
    steps: Sequence[tuple[str, str | Callable[[re.Match[str]], str]]] = (("[A-Z]", "X"), ("[a-z]", "x"), (r"\d", "d"))
    for pattern, sign in steps:
        text = re.sub(pattern, sign, text)
    return re.sub(r"(.)\1{2,}", r"\1\1\1", text)


def _kind(token: Token) -> str:
    if token.text[0].isdigit():
        return "d"
    if token.word in _PACKAGES or token.word in _units():
        return "u"
    if not token.text[0].isalnum():
        return "p"
    return "X" if token.text[0].isupper() else "x"


@cache
def _units() -> frozenset[str]:
    return frozenset(word for units in load_data("units").values() for _, words in units.values() for word in words)


def _segments(words: Sequence[str]) -> list[tuple[int, bool]]:
    """Return, per word, how many separators stand before it, and whether it stands within brackets."""
    found, segment, depth = [], 0, 0
    for word in words:
        segment += word in (*",|;()[]-–",)
        depth += word in "(["
        found.append((segment, depth > 0))
        depth -= word in ")]"
    return found
