"""Split text into words and numbers, the way everything that compares wording does."""

import re

_NUMBER = r"[$€£¥]?\d+(?:[.,:/x×]\d+)*(?:%|[^\W\d_]{1,4}\b)?"
_WORD = r"[^\W\d_](?:\w*[^\W_])?(?:[-'’&]\w+)*"  # hyphens, apostrophes and & hold a word together: "men's", "wi-fi"
_TOKEN = re.compile(rf"{_NUMBER}|{_WORD}", re.UNICODE)


def split_words(text: str) -> list[str]:
    """Return the words and numbers of a text in order, as written: "A 15L men's bag." gives A, 15L, men's, bag.

    A number keeps its currency sign, per cent sign and attached unit, so that 15 and 15L are different words.
    """
    return _TOKEN.findall(text)


def is_number(word: str) -> bool:
    """Return whether a word contains a digit."""
    return any(character.isdigit() for character in word)
