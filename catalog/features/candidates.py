"""Find every value that the texts of a product may state, with its place and how plainly it stands there."""

import re
from collections.abc import Iterator, Sequence

from catalog.features.context import DENIED, STATED, has_name, ingredients_start, is_name, judge, surroundings
from catalog.features.folding import fold
from catalog.features.measures import find_measures
from catalog.features.schema import AttributeSchema, Schema
from catalog.features.types import Candidate, FieldText, ProductTexts, Span
from catalog.features.vocabulary import LANGUAGES, Mention

MAX_CHARACTERS = 12_000  # of one text; what stands behind is not read
MAX_REVIEWS = 30
_MAX_OPEN_VALUE = 60
_BASE = {"title": 1.0, "description": 0.9, "attributes": 1.0, "review": 0.32}
_JOINED = re.compile(
    r"\s*(?:[,/&+、・]|and|und|et|y|e|with|和|与|と)?\s*(?:and|und|et|y)?\s*(?:\d{1,3}\s?%\s*)?(?:[a-z]+\s)?", re.IGNORECASE
)
_SEPARATORS = re.compile(r"[,;|\n]")


def find_candidates(product: ProductTexts, schema: Schema) -> list[Candidate]:
    """Return the candidates of all texts, in the order of the texts."""
    found: list[Candidate] = []
    reviews = 0
    names = _proper_names(product.fields, schema)
    for source, text in enumerate(product.fields):
        reviews += text.field.startswith("review:")
        if not text.text.strip() or reviews > MAX_REVIEWS:
            continue
        cut = FieldText(text.field, text.text[:MAX_CHARACTERS], text.language)
        brand_spans = _brand_spans(cut, product.brand)
        some = _of_attribute(cut, schema, source) if cut.field.startswith("attributes.") else _of_text(cut, schema, source)
        found += [one for one in some if not _is_named(one, brand_spans, names)]
    return found


def _is_named(candidate: Candidate, brand_spans: list[tuple[int, int]], names: frozenset[str]) -> bool:
    """Return whether a candidate is part of the brand's or the model's name."""
    span = candidate.span
    if any(start < span.end and span.start < end for start, end in brand_spans):
        return True
    return candidate.value in names and not span.field.startswith("attributes.")


def _proper_names(fields: Sequence[FieldText], schema: Schema) -> frozenset[str]:
    """Return colours and materials, as written, that some description uses as a name: "the Clay Classic"."""
    names: set[str] = set()
    attributes = [attribute for attribute in schema.closed if attribute.of_body and attribute.vocabulary]
    for text in fields:
        if not text.field.startswith("description:") or not has_name(text.text, text.language):
            continue
        cut = text.text[:MAX_CHARACTERS]
        for attribute in attributes:
            mentions = attribute.vocabulary.find(cut, text.language) if attribute.vocabulary else []
            names |= {cut[one.start : one.end] for one in mentions if is_name(cut, one.start, text.language)}
    return frozenset(names)


def _of_text(text: FieldText, schema: Schema, source: int) -> Iterator[Candidate]:
    place = text.field.split(":")[0]
    folded = fold(text.text, text.language)
    for attribute in schema.closed:
        if place == "review" and attribute.kind != "function":
            continue
        yield from _closed(text, folded, attribute, source, _BASE[place])
    if place != "review":
        yield from _measured(text, folded, source, _BASE[place])


def _closed(
    text: FieldText, folded: str, attribute: AttributeSchema, source: int, base: float
) -> Iterator[Candidate]:
    mentions = attribute.vocabulary.find(text.text, text.language) if attribute.vocabulary else []
    if attribute.of_body:
        end = ingredients_start(folded)
        mentions = [mention for mention in mentions if mention.start < end]
    listed = _listed(text.text, mentions)
    for mention in mentions:
        around = surroundings(folded, mention.start, mention.end)
        of_body = attribute.of_body and base < 1
        strength = base * judge(around, text.language, of_body=of_body)
        if strength > DENIED:
            yield _candidate(text, attribute, mention.normalised, mention.start, mention.end, source, strength, mention in listed)


def _measured(text: FieldText, folded: str, source: int, base: float) -> Iterator[Candidate]:
    for measure in find_measures(text.text, text.language):
        around = surroundings(folded, measure.start, measure.end)
        if judge(around, text.language, of_body=False) > DENIED and (measure.name or measure.dimension in ("length", "time")):
            attribute = AttributeSchema(measure.name or f"?{measure.dimension}", "measure")
            strength = base * (STATED if measure.name else 0.5)
            yield _candidate(text, attribute, measure.normalised, measure.start, measure.end, source, strength, False)


def _of_attribute(text: FieldText, schema: Schema, source: int) -> Iterator[Candidate]:
    attribute = schema.of_feed(text.field.removeprefix("attributes."))
    language = text.language if text.language in LANGUAGES else "en"
    base = _BASE["attributes"]
    if attribute is None:
        function = schema.get("function")
        if function is not None:
            yield from _closed(FieldText(text.field, text.text, language), fold(text.text, language), function, source, 0.8)
    elif attribute.value_kind == "measure":
        measures = find_measures(text.text, language, name=attribute.name)
        for one in measures:
            yield _candidate(text, AttributeSchema(one.name, "measure"), one.normalised, one.start, one.end, source, base, False)
        if not measures and attribute.name == "size":
            yield from _as_written(text, attribute, source)
    else:
        mentions = _feed_mentions(text, attribute, language)
        for one in mentions:
            yield _candidate(text, attribute, one.normalised, one.start, one.end, source, base, len(mentions) > 1)
        if not mentions and attribute.kind == "attribute":
            yield from _as_written(text, attribute, source)


def _feed_mentions(text: FieldText, attribute: AttributeSchema, language: str) -> list[Mention]:
    """Return the values in a feed field, read in its language or else in English."""
    if attribute.vocabulary is None:
        return []
    return attribute.vocabulary.find(text.text, language) or attribute.vocabulary.find(text.text, "en")


def _as_written(text: FieldText, attribute: AttributeSchema, source: int) -> Iterator[Candidate]:
    """Yield a short value the vocabulary does not know: what the shop's own feed calls a colour is one."""
    value = _SEPARATORS.split(text.text)[0].strip()
    if value and len(value) <= _MAX_OPEN_VALUE and any(character.isalnum() for character in value):
        start = text.text.index(value)
        yield _candidate(text, attribute, value.lower(), start, start + len(value), source, 0.9, False)


def _candidate(
    text: FieldText, attribute: AttributeSchema, normalised: str, start: int, end: int, source: int, strength: float, listed: bool
) -> Candidate:
    span = Span(text.field, start, end)
    return Candidate(attribute.kind, attribute.name, text.text[start:end], normalised, span, source, strength, listed)


def _listed(text: str, mentions: list[Mention]) -> set[Mention]:
    """Return the mentions that stand in a list with another one: "cotton and linen", "60 % cotton, 40 % wool"."""
    listed: set[Mention] = set()
    for first, second in zip(mentions, mentions[1:], strict=False):
        if first.normalised != second.normalised and _JOINED.fullmatch(text[first.end : second.start]):
            listed |= {first, second}
    return listed


def _brand_spans(text: FieldText, brand: str) -> list[tuple[int, int]]:
    """Return where the brand stands, whose name says nothing of the product: "Red Wing" is no colour."""
    if len(brand) < 2:
        return []
    return [match.span() for match in re.finditer(re.escape(fold(brand, "en")), fold(text.text, "en"))]
