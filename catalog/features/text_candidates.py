"""Candidates in running text: titles, descriptions, reviews."""

import re
from collections.abc import Iterator
from itertools import pairwise

from catalog.features.context import DENIED, STATED, ingredients_start, judge, surroundings
from catalog.features.folding import fold
from catalog.features.measures import find_measures
from catalog.features.schema import AttributeSchema, Schema
from catalog.features.types import Candidate, FieldText, Kind, Span
from catalog.features.vocabulary import Mention

UNNAMED = "?"  # begins the name of an amount of which nothing says what it measures: "?length"
_BASE = {"title": 1.0, "description": 0.9, "review": 0.32}
_UNNAMED_SHARE = 0.5
_OFTEN_UNNAMED = ("length", "time")  # other dimensions have a usual name
_JOINED = re.compile(
    r"\s*(?:[,/&+、・]|and|und|et|y|e|with|和|与|と)?\s*(?:and|und|et|y)?\s*(?:\d{1,3}\s?%\s*)?(?:[a-z]+\s)?",
    re.IGNORECASE,
)


def text_candidates(text: FieldText, schema: Schema, source: int) -> Iterator[Candidate]:
    """Yield the candidates of a title, description or review; a review speaks of functions only."""
    place = text.field.split(":")[0]
    for attribute in schema.closed:
        if place != "review" or attribute.kind == "function":
            yield from closed_candidates(text, attribute, source, base=_BASE[place])
    if place != "review":
        yield from _measured(text, source, _BASE[place])


def closed_candidates(text: FieldText, attribute: AttributeSchema, source: int, *, base: float) -> Iterator[Candidate]:
    """Yield the values of a vocabulary that the text states, `base` being the strength of its kind of text."""
    if attribute.vocabulary is None:
        return
    folded = fold(text.text, text.language)
    mentions = attribute.vocabulary.find(text.text, text.language)
    if attribute.of_body:
        end = ingredients_start(folded)
        mentions = [mention for mention in mentions if mention.start < end]
    listed = _listed(text.text, mentions)
    for one in mentions:
        around = surroundings(folded, one.start, one.end)
        strength = base * judge(around, text.language, of_body=attribute.of_body and base < 1)
        if strength > DENIED:
            named = (attribute.kind, attribute.name, one.normalised)
            yield make_candidate(text, named, one.start, one.end, source, strength, listed=one in listed)


def make_candidate(
    text: FieldText,
    named: tuple[Kind, str, str],
    start: int,
    end: int,
    source: int,
    strength: float,
    *,
    listed: bool = False,
) -> Candidate:
    """Return the candidate of kind, name and normalised value at [start, end) of a text."""
    kind, name, normalised = named
    span = Span(text.field, start, end)
    return Candidate(kind, name, text.text[start:end], normalised, span, source, strength, listed)


def _measured(text: FieldText, source: int, base: float) -> Iterator[Candidate]:
    folded = fold(text.text, text.language)
    for one in find_measures(text.text, text.language):
        if not one.name and one.dimension not in _OFTEN_UNNAMED:
            continue
        if judge(surroundings(folded, one.start, one.end), text.language, of_body=False) > DENIED:
            named: tuple[Kind, str, str] = ("attribute", one.name or f"{UNNAMED}{one.dimension}", one.normalised)
            strength = base * (STATED if one.name else _UNNAMED_SHARE)
            yield make_candidate(text, named, one.start, one.end, source, strength)


def _listed(text: str, mentions: list[Mention]) -> set[Mention]:
    """Return the mentions that stand in a list with another one: "cotton and linen", "60 % cotton, 40 % wool"."""
    listed: set[Mention] = set()
    for first, second in pairwise(mentions):
        if first.normalised != second.normalised and _JOINED.fullmatch(text[first.end : second.start]):
            listed |= {first, second}
    return listed
