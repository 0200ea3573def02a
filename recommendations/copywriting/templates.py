"""Copy without a language model: slots that hold whole titles and sentences, so that no grammar can break."""

import csv
import hashlib
from collections.abc import Iterator
from functools import cache

from recommendations.copywriting.audiences import Audience
from recommendations.copywriting.guardrails.length import limits
from recommendations.copywriting.locales import UNSPACED, language_of
from recommendations.copywriting.prompt import order_sentences
from recommendations.copywriting.types import ProductSheet, Words
from recommendations.copywriting.vocabulary import DATA

TEMPLATE_MODEL = "template"
TEMPLATE_VERSION = "templates-1"


def fill_templates(*, sheet: ProductSheet, words: Words, audience: Audience, locale: str) -> list[str]:
    """Return texts for an audience that fit the length limits, the preferred one first.

    The product's sentence that speaks of the audience's interest comes first. Which template leads follows from the
    product and the audience, so that a page of products does not repeat one phrase.
    """
    title = words.title.strip().rstrip(".。!！")
    category = sheet.category_names.get(locale, "") if language_of(locale) != "en" else sheet.category
    sentences = [_closed(one, locale) for one in order_sentences(words.description, audience=audience, locale=locale)]
    templates = _templates_for(audience, locale, turn=_turn(sheet.product_id, audience.key))
    shortest, longest = limits(locale)
    texts = (
        template.format(title=title, sentence=sentence, category=category)
        for sentence in (*sentences, "")
        for template in templates
        if bool(sentence) == ("{sentence}" in template) and (category or "{category}" not in template)
    )
    return [text for text in texts if shortest <= len(text) <= longest]


def _templates_for(audience: Audience, locale: str, *, turn: int) -> list[str]:
    special = audience.key.partition(":")[0]
    rows = list(_rows(language_of(locale)))
    fitting = [template for kind, template in rows if kind and kind == special]
    plain = [template for kind, template in rows if not kind]
    with_sentence = [template for template in plain if "{sentence}" in template]
    start = turn % max(1, len(with_sentence))
    return [*fitting, *with_sentence[start:], *with_sentence[:start], *(t for t in plain if "{sentence}" not in t)]


def _rows(language: str) -> Iterator[tuple[str, str]]:
    return ((row["audience"], row["template"]) for row in _table() if row["language"] == language)


@cache
def _table() -> tuple[dict[str, str], ...]:
    with (DATA / "templates.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def _turn(product_id: int, audience_key: str) -> int:
    return hashlib.sha256(f"{product_id} {audience_key}".encode()).digest()[0]


def _closed(sentence: str, locale: str) -> str:
    """Return the sentence with a mark at its end."""
    if sentence[-1:] in ".!?。！？…":
        return sentence
    return sentence + ("。" if language_of(locale) in UNSPACED else ".")
