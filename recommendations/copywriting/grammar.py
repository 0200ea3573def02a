"""Slips of a small model's English, each the mark of a sentence that nobody would sign.

No parser: a text that shows none of these may still be poor, but one that shows any is. They were read off several
hundred drafts of a model with 135 million parameters.
"""

import re
from collections.abc import Callable, Iterable, Sequence, Set
from itertools import pairwise

from recdash.llm.function_words import FUNCTION_WORDS
from recommendations.copywriting.english import (
    ADJECTIVES,
    FINITE,
    HOLLOW_ENDINGS,
    IMPERATIVES,
    NOT_AFTER_DETERMINER,
    PREPOSITIONS,
)
from recommendations.copywriting.sentences import split_sentences

DETERMINERS = frozenset("a an the your their our its this".split())
LONGEST_PHRASE = 6  # words from an article to the noun it announces
_TOKENS = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|[,;:.!?–—]")
_FUNCTION_WORDS = frozenset(FUNCTION_WORDS)
_SINGULAR_S = ("ss", "us", "is", "as")

Slip = Callable[[Sequence[str], frozenset[str]], bool]


def slips(text: str, *, title: str = "", brand: str = "", describing: Iterable[str] = ()) -> list[str]:
    """Return the names of the slips in an English text on the product of this title and brand.

    `describing` are adjectives beside the common ones.
    """
    adjectives = ADJECTIVES | {word.casefold() for word in describing}
    brand_words = [word.casefold() for word in _words(brand)]
    sentences = [[token.casefold() for token in _TOKENS.findall(sentence)] for sentence in split_sentences(text)]
    found = [name for name, slip in _SLIPS.items() if any(slip(tokens, adjectives) for tokens in sentences)]
    if any(_brand_acts(tokens, brand_words) for tokens in sentences):
        found.append("the brand for the product")
    if title and sentences and _opens_elsewhere(sentences[0], {word.casefold() for word in _words(f"{brand} {title}")}):
        found.append("it opens with something else")
    return found


def _word_comes_twice(tokens: Sequence[str], adjectives: frozenset[str]) -> bool:
    content = [part for token in tokens for part in token.split("-") if part.isalpha() and part not in _FUNCTION_WORDS]
    return len(content) > len(set(content))


def _determiner_announces_nothing(tokens: Sequence[str], adjectives: frozenset[str]) -> bool:
    return any(
        first in DETERMINERS and (second in NOT_AFTER_DETERMINER or not second[0].isalnum())
        for first, second in zip(tokens, [*tokens[1:], "."], strict=True)
    )


def _adjective_without_noun(tokens: Sequence[str], adjectives: frozenset[str]) -> bool:
    return any(
        (phrase := _phrase(tokens, start, adjectives)) and all(word in adjectives for word in phrase)
        for start, token in enumerate(tokens)
        if token in DETERMINERS
    )


def _preposition_without_noun(tokens: Sequence[str], adjectives: frozenset[str]) -> bool:
    """ "Made with organic, …"; but "for hiking" and "for relaxing" are whole."""
    return any(
        (phrase := _phrase(tokens, start, adjectives))
        and all(word in adjectives for word in phrase)
        and not phrase[-1].endswith("ing")
        for start, token in enumerate(tokens)
        if token in PREPOSITIONS
    )


def _one_of_many(tokens: Sequence[str], adjectives: frozenset[str]) -> bool:
    """An article of the singular before a plural: "a herbal infusions"."""
    return any(
        (phrase := _phrase(tokens, start, adjectives))
        and phrase[-1].endswith("s")
        and not phrase[-1].endswith(_SINGULAR_S)
        and phrase[-1] not in adjectives
        for start, token in enumerate(tokens)
        if token in ("a", "an")
    )


def _phrase(tokens: Sequence[str], start: int, adjectives: frozenset[str]) -> list[str]:
    """Return the adjectives and nouns after an article, over commas and "and" only between adjectives."""
    phrase: list[str] = []
    for token in tokens[start + 1 : start + 1 + LONGEST_PHRASE]:
        if token in (",", "and") and phrase and phrase[-1] in adjectives:
            continue
        if not token[0].isalnum() or token in _FUNCTION_WORDS - adjectives:
            return phrase
        phrase.append(token)
    return []  # too long to tell


def _preposition_before_verb(tokens: Sequence[str], adjectives: frozenset[str]) -> bool:
    return any(first in PREPOSITIONS and second in FINITE for first, second in pairwise(tokens))


def _opens_with_a_number(tokens: Sequence[str], adjectives: frozenset[str]) -> bool:
    return any(token[0].isdigit() for token in tokens[:2])


def _ends_hollow(tokens: Sequence[str], adjectives: frozenset[str]) -> bool:
    words = [token for token in tokens if token[0].isalnum()]
    return bool(words) and words[-1] in HOLLOW_ENDINGS


def _brand_acts(tokens: Sequence[str], brand: Sequence[str]) -> bool:
    """The brand alone where the product should stand: "The Kestrel & Pine is a great choice"."""
    words = [token for token in tokens if token[0].isalnum() and token != "the"]
    count = len(brand)
    return count > 0 and words[:count] == list(brand) and len(words) > count and words[count] in FINITE


def _opens_elsewhere(tokens: Sequence[str], named: Set[str]) -> bool:
    """The subject is not the product: "The use of …", "The leather ear to the Pulse …"."""
    words = [token for token in tokens if token[0].isalnum()]
    first = next((word for word in words if word not in DETERMINERS), "")
    invitations = IMPERATIVES if words[:1] == [first] else frozenset()
    return first not in named | invitations


def _words(text: str) -> list[str]:
    return [token for token in _TOKENS.findall(text) if token[0].isalnum()]


_SLIPS: dict[str, Slip] = {
    "a word comes twice": _word_comes_twice,
    "an article announces nothing": _determiner_announces_nothing,
    "an adjective without its noun": _adjective_without_noun,
    "a preposition without a noun": _preposition_without_noun,
    "a plural after a singular article": _one_of_many,
    "a preposition before a verb": _preposition_before_verb,
    "a number opens the sentence": _opens_with_a_number,
    "the sentence breaks off": _ends_hollow,
}
