"""The retail vocabulary: closed values with their synonyms in six languages, read from the data files."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from catalog.features.folding import LATIN, fold
from catalog.features.phrases import phrase_pattern

_FOLDER = Path(__file__).parent / "data"
_CJK = "\u3040-\u30ff\u3400-\u9fff"
_STARTS = re.compile(rf"(?<![{LATIN}0-9])[{LATIN}0-9]|[{_CJK}]")
ANYWHERE = "*"
LANGUAGES = ("en", "zh", "es", "de", "fr", "ja")


@dataclass(frozen=True, slots=True)
class Mention:
    """A canonical value at a place of a text."""

    normalised: str
    start: int
    end: int


class PhraseMatcher:
    """Find the phrases of one language in texts, longest first; phrases that begin with ! only take the place.

    Phrases are kept by their first letters, so that each word is compared with the few that begin like it.
    """

    def __init__(self, phrases: Mapping[str, str], language: str) -> None:
        self._values: list[tuple[str, str]] = []
        patterns: dict[str, list[str]] = defaultdict(list)
        for phrase, value in sorted(phrases.items(), key=lambda item: -len(item[0].strip("!*"))):
            plain = phrase.removeprefix("!")
            self._values.append((plain, "" if phrase.startswith("!") else value))
            beginning = ANYWHERE if plain.startswith("*") else _beginning(fold(plain, language))
            patterns[beginning].append(f"(?P<p{len(self._values) - 1}>{phrase_pattern(plain, language)})")
        self._patterns = {beginning: re.compile("|".join(some)) for beginning, some in patterns.items()}

    def find(self, text: str, folded: str) -> list[Mention]:
        """Return the mentions in order, none overlapping; `folded` is `text` folded for the language."""
        mentions, free = [], 0
        for start in _STARTS.finditer(folded):
            if start.start() < free:
                continue
            match = self._match(folded, start.start())
            if match is not None:
                free = match.end()
                mentions.append(self._mention(text, match))
        return [mention for mention in mentions if mention is not None]

    def _match(self, folded: str, start: int) -> re.Match[str] | None:
        for beginning in (_beginning(folded[start : start + 2]), ANYWHERE):
            pattern = self._patterns.get(beginning)
            match = pattern.match(folded, start) if pattern else None
            if match is not None:
                return match
        return None

    def _mention(self, text: str, match: re.Match[str]) -> Mention | None:
        phrase, value = self._values[int((match.lastgroup or "p0")[1:])]
        written = text[match.start() : match.end()]
        if not value or (is_shouted(phrase) and not written.startswith(phrase)):
            return None
        return Mention(value, match.start(), match.end())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The values of one attribute, and a matcher a language."""

    values: Mapping[str, Mapping[str, tuple[str, ...]]]  # canonical → language → phrases
    matchers: Mapping[str, PhraseMatcher]

    def find(self, text: str, language: str) -> list[Mention]:
        """Return the values mentioned in a text; a language without vocabulary is read as English."""
        known = language if language in self.matchers else "en"
        return self.matchers[known].find(text, fold(text, known))

    def canonical(self, written: str, language: str = "en") -> str:
        """Return the canonical value that a whole text stands for, "" where it stands for none."""
        text = written.strip()
        for known in dict.fromkeys((language, "en")):
            for mention in self.find(text, known):
                if (mention.start, mention.end) == (0, len(text)):
                    return mention.normalised
        return text.lower() if text.lower() in self.values else ""


def build_vocabulary(values: Mapping[str, Mapping[str, Iterable[str]]]) -> Vocabulary:
    """Return the vocabulary of canonical → language → phrases; an English phrase is known in no other language."""
    matchers = {}
    for language in LANGUAGES:
        phrases = {phrase: value for value, by in values.items() for phrase in by.get(language, ())}
        matchers[language] = PhraseMatcher(phrases, language)
    frozen = {value: {language: tuple(ps) for language, ps in by.items()} for value, by in values.items()}
    return Vocabulary(frozen, matchers)


@cache
def load_vocabulary(name: str) -> Vocabulary:
    """Read and compile data/NAME.json."""
    return build_vocabulary(load_data(name))


@cache
def load_data(name: str) -> Any:
    """Read data/NAME.json."""
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def _beginning(folded: str) -> str:
    """Return what phrases are kept under: two letters, or one sign of a script without word boundaries."""
    return folded[:2] if re.match(rf"[{LATIN}0-9]", folded) else folded[:1]


def is_shouted(phrase: str) -> bool:
    """Return whether a phrase is an abbreviation, which only counts in capitals: "IH", not "ih"."""
    return phrase.isascii() and phrase.isupper() and len(phrase) <= 4
