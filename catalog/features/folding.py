"""Make texts comparable without moving a single character, so that spans stay true."""

import unicodedata
from functools import lru_cache

LATIN = "A-Za-z\u00c0-\u024f"


def fold(text: str, language: str) -> str:
    """Return `text` in lower case without Latin accents, full-width letters narrowed; of the same length.

    German keeps its umlauts: "Dämpfung" is not "Dampf".
    """
    return "".join(_fold_character(character, language == "de") for character in text)


@lru_cache(maxsize=8192)
def _fold_character(character: str, keep_accents: bool) -> str:
    if "\uff01" <= character <= "\uff5e":
        character = chr(ord(character) - 0xFEE0)
    elif character in "\u2019\u2018":
        return "'"
    elif character in "\u2010\u2011\u2012\u2013":
        return "-"
    lower = character.lower()
    if len(lower) != 1:
        return character
    if keep_accents or not "\u00c0" <= lower <= "\u024f":
        return lower
    base = unicodedata.normalize("NFD", lower)[0]
    return base if base.isascii() else lower
