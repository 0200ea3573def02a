"""A sentence of which readers claim parts, so that each word is read once and what nobody read is known."""

import re
from collections.abc import Iterator

from catalog.features.folding import fold
from recommendations.rule_drafting.lexicon import Lexicon
from recommendations.rule_drafting.types import Span

_CLAIMED = "\x00"
_WORD = re.compile(r"[\w%€$£¥]+(?:[-'’.]\w+)*")


class Sentence:
    """Text folded for its language, of the same length; claimed characters are hidden from later patterns."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.folded = fold(text, lexicon.language)
        self.open = self.folded
        self.spans: list[Span] = []

    def find(self, pattern: str) -> re.Match[str] | None:
        """Return the first match in what is not claimed yet."""
        return re.search(pattern, self.open)

    def all(self, pattern: str) -> Iterator[re.Match[str]]:
        """Yield matches, each searched for again, since the caller claims them."""
        while (match := self.find(pattern)) is not None:
            before = self.open
            yield match
            if self.open == before:  # it was not claimed: look behind it
                return

    def claim(self, start: int, end: int, role: str) -> None:
        """Mark a part as read."""
        self.open = self.open[:start] + _CLAIMED * (end - start) + self.open[end:]
        self.spans.append(Span(start, end, role))

    def take(self, pattern: str, role: str) -> re.Match[str] | None:
        """Find and claim at once."""
        match = self.find(pattern)
        if match is not None:
            self.claim(match.start(), match.end(), role)
        return match

    def words(self) -> list[tuple[int, int, str]]:
        """Return (start, end, folded word) of what is not claimed."""
        return [(match.start(), match.end(), match.group()) for match in _WORD.finditer(self.open)]

    def unread(self) -> list[str]:
        """Return words that nobody claimed and that carry meaning, as written."""
        left = [(start, end) for start, end, word in self.words() if word not in self.lexicon.small]
        return [self.text[start:end] for start, end in left]
