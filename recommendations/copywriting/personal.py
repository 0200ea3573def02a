"""Texts for one person: the product in its own words, and a few words about the reader.

What is said of the product passes the fact gate like any copy; of the reader only what their profile says. An interest
lends its words to the product only where the product's description has them.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from recdash.lib.text import split_words
from recdash.llm.function_words import FUNCTION_WORDS
from recdash.llm.types import LanguageModel
from recommendations.copywriting.audiences import EVERYONE, Audience, audience_key
from recommendations.copywriting.candidates import tidy
from recommendations.copywriting.drafting import Brief, Draft, write_drafts
from recommendations.copywriting.locales import language_of
from recommendations.copywriting.sentences import split_sentences
from recommendations.copywriting.templates import TEMPLATE_MODEL
from recommendations.copywriting.types import ProductSheet, Words
from recommendations.copywriting.vocabulary import DATA, Vocabulary

_ENDING = re.compile(r"(?<=\w{3})(?:ing|ers?|es|ed|e|s)$")  # "hiking" and "hikes" are one word here
_FUNCTION_WORDS = frozenset(FUNCTION_WORDS)
_LONGEST_TITLE = 90  # characters of a first sentence that serves as title


@dataclass(frozen=True, slots=True)
class PersonalBrief:
    """A description, and the interest of its reader that comes nearest; `answers`: near enough to say so."""

    description: str
    interest: str = ""
    answers: bool = False


@dataclass(frozen=True, slots=True)
class PersonalText:
    """A text with the name of the model that wrote it ("template" where none did)."""

    text: str
    model: str


def write_personal_texts(
    briefs: Sequence[PersonalBrief], *, model: LanguageModel | None, locale: str = "en", seed: int = 0
) -> list[PersonalText]:
    """Return a text for each brief, written in one batch; where no wording passes the gate, the product's title."""
    drafts = write_drafts(
        [_copy_brief(brief, position, locale) for position, brief in enumerate(briefs)],
        model=model,
        vocabulary=Vocabulary(),
        seed=seed,
    )
    return [_personal(brief, draft, locale) for brief, draft in zip(briefs, drafts, strict=True)]


def describe(description: str) -> Words:
    """Return a description as title and text: the title is what stands before the first sentence end or colon."""
    head, colon, rest = description.strip().partition(": ")
    if colon and len(head) <= _LONGEST_TITLE and len(split_sentences(head)) == 1:
        return Words(head.strip(), rest.strip())
    sentences = split_sentences(description.strip())
    title = sentences[0].rstrip(".。!！") if sentences else ""
    if len(title) > _LONGEST_TITLE:
        return Words(title[:_LONGEST_TITLE].rsplit(" ", 1)[0], description.strip())
    return Words(title, " ".join(sentences[1:]))


def says(description: str, interest: str) -> bool:
    """Return whether a description has a word of the interest, whatever its ending."""
    return bool(_stems(description) & _stems(interest))


def _copy_brief(brief: PersonalBrief, position: int, locale: str) -> Brief:
    sheet = ProductSheet(position, texts={locale: describe(brief.description)})
    spoken = brief.interest and says(brief.description, brief.interest)
    label = brief.interest if spoken else ""
    audience = Audience(audience_key(kind="interest", value=label), label) if label else EVERYONE
    return Brief(sheet, audience, locale, sheet.texts[locale], ())


def _personal(brief: PersonalBrief, draft: Draft | None, locale: str) -> PersonalText:
    text = draft.text if draft else f"{tidy(describe(brief.description).title)}."
    model = draft.model if draft else TEMPLATE_MODEL
    if not brief.interest:
        return PersonalText(text, model)
    sentence = _sentences(language_of(locale))["answers" if brief.answers else "other"]
    return PersonalText(sentence.format(interest=brief.interest, text=text), model)


def _sentences(language: str) -> dict[str, str]:
    table = _table()
    return table.get(language, table["en"])


@cache
def _table() -> dict[str, dict[str, str]]:
    return dict(json.loads((DATA / "personal.json").read_text(encoding="utf-8")))


def _stems(text: str) -> set[str]:
    words = {word.casefold() for word in split_words(text)} - _FUNCTION_WORDS
    return {_ENDING.sub("", word) for word in words}
