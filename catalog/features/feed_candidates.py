"""Candidates in the fields of a feed, whose names say what their values are."""

import re
from collections.abc import Iterator

from catalog.features.measures import find_measures
from catalog.features.schema import AttributeSchema, Schema
from catalog.features.text_candidates import closed_candidates, make_candidate
from catalog.features.types import Candidate, FieldText
from catalog.features.vocabulary import Mention

_NAMED, _AS_WRITTEN, _OTHER = 1.0, 0.9, 0.8  # strength of a known value, of an unknown one, of another field's words
_MAX_AS_WRITTEN = 60
_SEPARATORS = re.compile(r"[,;|\n]")


def feed_candidates(text: FieldText, schema: Schema, source: int) -> Iterator[Candidate]:
    """Yield the values of one feed field; in a field of unknown name only functions are looked for."""
    attribute = schema.of_feed(text.field.removeprefix("attributes."))
    if attribute is None:
        function = schema.get("function")
        if function is not None:
            yield from closed_candidates(text, function, source, base=_OTHER)
    elif attribute.value_kind == "measure":
        yield from _measured(text, attribute, source)
    else:
        yield from _known(text, attribute, source)


def _measured(text: FieldText, attribute: AttributeSchema, source: int) -> Iterator[Candidate]:
    measures = [one for one in find_measures(text.text, text.language, name=attribute.name) if one.name]
    for one in measures:
        named = (attribute.kind, one.name, one.normalised)
        yield make_candidate(text, named, one.start, one.end, source, _NAMED)
    if not measures and attribute.name == "size":
        yield from _as_written(text, attribute, source)


def _known(text: FieldText, attribute: AttributeSchema, source: int) -> Iterator[Candidate]:
    mentions = _mentions(text, attribute)
    for one in mentions:
        named = (attribute.kind, attribute.name, one.normalised)
        yield make_candidate(text, named, one.start, one.end, source, _NAMED, listed=len(mentions) > 1)
    if not mentions and attribute.kind == "attribute":
        yield from _as_written(text, attribute, source)


def _mentions(text: FieldText, attribute: AttributeSchema) -> list[Mention]:
    """Return the known values in a field, read in its language or else in English."""
    if attribute.vocabulary is None:
        return []
    return attribute.vocabulary.find(text.text, text.language) or attribute.vocabulary.find(text.text, "en")


def _as_written(text: FieldText, attribute: AttributeSchema, source: int) -> Iterator[Candidate]:
    """Yield a short value the vocabulary does not know: what the shop's own feed calls a colour is one."""
    value = _SEPARATORS.split(text.text)[0].strip()
    if value and len(value) <= _MAX_AS_WRITTEN and any(character.isalnum() for character in value):
        start = text.text.index(value)
        named = (attribute.kind, attribute.name, value.lower())
        yield make_candidate(text, named, start, start + len(value), source, _AS_WRITTEN)
