"""Cut a text into the smallest pieces at which values begin and end."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|\S")
_SIGNS = {sign: kind for kind, signs in enumerate(("([", ")]", ",", "-–", "|:;", "&+/"), start=6) for sign in signs}
_OTHER_SIGN = 12
SHAPES = 2 * (_OTHER_SIGN + 1)  # how many numbers `shape` may return


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign, with its characters [start, end)."""

    text: str
    start: int
    end: int
    glued: bool  # no space before it

    @property
    def word(self) -> str:
        """Return the token for comparison."""
        return self.text.lower().replace("’", "'")


def split_tokens(text: str) -> list[Token]:
    """Return the tokens of a text in order; "58Count" is two, "Women's" and "24.2" are one."""
    return [
        Token(match.group(), match.start(), match.end(), match.start() > 0 and not text[match.start() - 1].isspace())
        for match in _TOKEN.finditer(text)
    ]


def shape(token: Token) -> int:
    """Return how a token is written, 0 … SHAPES - 1: case, digits or kind of sign, and whether a space stands before.

    The network reads lower case only; this tells it the rest.
    """
    return 2 * _kind(token.text) + token.glued


def token_span(tokens: list[Token], start: int, end: int) -> tuple[int, int] | None:
    """Return the tokens [first, behind the last) of characters; None where these do not begin and end with tokens."""
    firsts = [index for index, token in enumerate(tokens) if token.start == start]
    lasts = [index for index, token in enumerate(tokens) if token.end == end]
    return (firsts[0], lasts[0] + 1) if firsts and lasts and lasts[0] >= firsts[0] else None


def _kind(text: str) -> int:
    if text[0].isdigit():
        return 0 if text.isdigit() else 1
    if not text[0].isalpha():
        return _SIGNS.get(text, _OTHER_SIGN)
    if text.islower():
        return 2
    if text.isupper() and len(text) > 1:
        return 3
    return 4 if text[1:].islower() or len(text) == 1 else 5
