"""The words of rules in one language, read from data/LANGUAGE.json, and patterns made of them."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from catalog.features.folding import fold

LANGUAGES = ("en", "de", "es")
GAP = " … "  # in a phrase: other words may stand here, as in "push … down"
_FOLDER = Path(__file__).parent / "data"


class Lexicon:
    """Phrases by name; patterns match folded text, whole words only, longest phrase first."""

    def __init__(self, language: str, data: Mapping[str, Any]) -> None:
        self.language = language
        self.data = data
        self.small = frozenset(fold(word, language) for word in data["small"])
        self.numbers = {fold(word, language): number for word, number in data["numbers"].items()}
        self.number = rf"(?:\d{{1,3}}(?:[.,]\d{{3}})+(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d+)?|{_alternatives(self.numbers)})"

    def any_of(self, *names: str) -> str:
        """Return a pattern for any phrase with one of these names."""
        return self.phrases([phrase for name in names for phrase in self.data[name]])

    def phrases(self, phrases: Iterable[str]) -> str:
        """Return a pattern for these phrases."""
        return rf"(?<!\w)(?:{_alternatives(fold(phrase, self.language) for phrase in phrases)})(?!\w)"

    def named(self, name: str) -> list[tuple[str, str]]:
        """Return (key, pattern) for a name whose phrases stand under keys."""
        return [(key, self.phrases(phrases)) for key, phrases in self.data[name].items()]

    def listed(self, name: str) -> list[str]:
        """Return patterns for a name whose phrases stand in a list of lists, as months do."""
        return [self.phrases(phrases) for phrases in self.data[name]]

    def value(self, written: str) -> float:
        """Return the number that is written: in words, or with the separators of the language."""
        if written in self.numbers:
            return float(self.numbers[written])
        thousands = "," if self.language == "en" else "."
        used = [sign for sign in written if sign in ".,"]
        if len(set(used)) == 2:  # the last one is the decimal sign, in whatever language
            written = written.replace(used[0], "")
        elif re.fullmatch(rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+", written):
            written = written.replace(thousands, "")
        return float(written.replace(",", "."))


@cache
def load_lexicon(language: str) -> Lexicon:
    """Read and compile the lexicon of a language."""
    return Lexicon(language, json.loads((_FOLDER / f"{language}.json").read_text(encoding="utf-8")))


def language_of(text: str) -> str:
    """Return the language whose words of rules are most often in the text; English where it is a draw."""
    found = {language: _known_words(text, load_lexicon(language)) for language in LANGUAGES}
    return max(LANGUAGES, key=lambda language: found[language])


def _known_words(text: str, lexicon: Lexicon) -> int:
    words = set(re.findall(r"\w+", fold(text, lexicon.language)))
    verbs = {word for phrases in lexicon.data["kinds"].values() for phrase in phrases for word in phrase.split()}
    return 2 * len(words & {fold(verb, lexicon.language) for verb in verbs}) + len(words & lexicon.small)


def _alternatives(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True))
