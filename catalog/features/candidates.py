"""Find every value that the texts of a product may state, with its place and how plainly it stands there."""

import re
from collections.abc import Sequence

from catalog.features.context import has_name, is_name
from catalog.features.feed_candidates import feed_candidates
from catalog.features.folding import fold
from catalog.features.schema import Schema
from catalog.features.text_candidates import text_candidates
from catalog.features.types import FEED_CATEGORY, Candidate, FieldText, ProductTexts

MAX_CHARACTERS = 12_000  # of one text; what stands behind is not read


def find_candidates(product: ProductTexts, schema: Schema) -> list[Candidate]:
    """Return the candidates of all texts, in the order of the texts."""
    fields = [FieldText(text.field, text.text[:MAX_CHARACTERS], text.language) for text in product.fields]
    names = _proper_names(fields, schema)
    found: list[Candidate] = []
    for source, text in enumerate(fields):
        if text.text.strip() and text.field != FEED_CATEGORY:
            read = feed_candidates if text.field.startswith("attributes.") else text_candidates
            brands = _brand_spans(text, product.brand)
            found += [one for one in read(text, schema, source) if not _is_named(one, brands, names)]
    return found


def _is_named(candidate: Candidate, brands: list[tuple[int, int]], names: frozenset[str]) -> bool:
    """Return whether a candidate is part of the brand's or the model's name."""
    span = candidate.span
    if any(start < span.end and span.start < end for start, end in brands):
        return True
    return candidate.value in names and not span.field.startswith("attributes.")


def _proper_names(fields: Sequence[FieldText], schema: Schema) -> frozenset[str]:
    """Return colours and materials, as written, that some description uses as a name: "the Clay Classic"."""
    names: set[str] = set()
    vocabularies = [attribute.vocabulary for attribute in schema.closed if attribute.of_body and attribute.vocabulary]
    for text in fields:
        if text.field.startswith("description:") and has_name(text.text, text.language):
            mentions = [one for vocabulary in vocabularies for one in vocabulary.find(text.text, text.language)]
            named = [one for one in mentions if is_name(text.text, one.start, text.language)]
            names |= {text.text[one.start : one.end] for one in named}
    return frozenset(names)


def _brand_spans(text: FieldText, brand: str) -> list[tuple[int, int]]:
    """Return where the brand stands, whose name says nothing of the product: "Red Wing" is no colour."""
    if len(brand) < 2:
        return []
    return [match.span() for match in re.finditer(re.escape(fold(brand, "en")), fold(text.text, "en"))]
