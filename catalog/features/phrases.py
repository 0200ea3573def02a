"""Turn the phrases of a vocabulary into regular expressions that tolerate inflection.

`leder*` also matches the longer words that begin so, `*leder` those that end so. Where a script has word
boundaries a phrase matches whole words only, with the plural and adjective endings of its language.
"""

import re

from catalog.features.folding import LATIN, fold

_ENDINGS = {
    "en": r"(?:'s|s'|e?s)?",
    "de": r"(?:e[rsnm]?|n|s)?",
    "fr": r"(?:e?s?|x)",
    "es": r"(?:e?s|as?)?",
}
_SPANISH_VOWEL = r"(?:[oae]s?)"
_OPEN = rf"(?<![{LATIN}0-9])"
_CLOSE = rf"(?![{LATIN}])"
_SHORT_KATAKANA = re.compile("[ァ-ヶー]{1,3}")  # also the end of longer words: マット of ヨガマット
_KATAKANA_OPEN = "(?<![ァ-ヶー])"
_ANY = rf"[{LATIN}]*"
_SPACED = re.compile(rf"[{LATIN}]")


def phrase_pattern(phrase: str, language: str) -> str:
    """Return the pattern of one phrase, to be searched in folded text (see `fold`)."""
    before, after = phrase.startswith("*"), phrase.endswith("*") and phrase != "*"
    folded = fold(phrase.strip("*"), language)
    if not _SPACED.search(folded):
        return (_KATAKANA_OPEN if _SHORT_KATAKANA.fullmatch(folded) else "") + re.escape(folded)
    words = [word for word in re.split(r"[\s-]+", folded) if word]
    inflected = [
        re.escape(word)
        if (after and word is words[-1]) or word.isdigit()
        else _inflected(word, language, index == len(words) - 1)
        for index, word in enumerate(words)
    ]
    joint = r"[\s-]?" if language in ("zh", "ja") else r"[\s-]+"
    tail = "-?" if folded.endswith("-") else ""
    return (_ANY if before else _OPEN) + joint.join(inflected) + tail + (_ANY if after else "") + _CLOSE


def _inflected(word: str, language: str, last: bool) -> str:
    if len(word) < 3 or (language == "en" and not last) or language not in _ENDINGS:
        return re.escape(word)
    if language == "es" and word[-1] in "oae":
        return re.escape(word[:-1]) + _SPANISH_VOWEL
    return re.escape(word) + _ENDINGS[language]
