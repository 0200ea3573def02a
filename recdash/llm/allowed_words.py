"""Which words, in which spelling, a grounding allows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from recdash.lib.text import is_number, split_words
from recdash.llm.function_words import FUNCTION_WORDS
from recdash.llm.types import Grounding


@dataclass(frozen=True, slots=True)
class AllowedWords:
    """Spellings within a sentence and at the start of one."""

    within: frozenset[str]
    at_start: frozenset[str]


def read_allowed_words(grounding: Grounding) -> AllowedWords:
    """Return the words of evidence, lexicon and function words.

    A number is allowed only together with the word that follows it in the evidence ("12 litres"), where there is
    one, so that it cannot come to count something else.
    """
    phrases = {phrase for text in grounding.evidence for phrase in _phrases(text)}
    plain = (*grounding.lexicon, *FUNCTION_WORDS)
    harmless = {word.lower() for text in plain for word in split_words(text) if not is_number(word)}
    within = phrases | harmless | {phrase.lower() for phrase in phrases if not is_number(phrase)}
    return AllowedWords(frozenset(within), frozenset(_capitalised(within)))


def allowed_word_set(grounding: Grounding) -> frozenset[str]:
    """Return every allowed single word in lower case, as `split_words` would find them in a text."""
    words = read_allowed_words(grounding)
    return frozenset(part.lower() for phrase in words.within for part in split_words(phrase))


def _phrases(text: str) -> Iterable[str]:
    """Yield words, and numbers with the word they count."""
    words = split_words(text)
    for position, word in enumerate(words):
        if not is_number(word):
            yield word
            yield from (part for part in word.split("-") if part.isalpha())
            continue
        following = words[position + 1] if position + 1 < len(words) else ""
        joined = f"{word} {following}"
        yield joined if following and not is_number(following) and joined in text else word


def _capitalised(words: Iterable[str]) -> Iterable[str]:
    return (word[0].upper() + word[1:] for word in words)


def keep_allowed_sentences(text: str, allowed: frozenset[str]) -> str:
    """Return the sentences of a text whose every word is allowed, in order."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    kept = [one for one in sentences if all(word.lower() in allowed for word in split_words(one))]
    return " ".join(kept).strip()
