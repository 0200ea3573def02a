"""Find where the texts show a value that a person names."""

from collections.abc import Iterator, Sequence

from catalog.features.folding import fold
from catalog.features.measures import find_measures, parse_measure
from catalog.features.resolve import same_amounts
from catalog.features.schema import AttributeSchema, default_schema
from catalog.features.types import Candidate, FieldText, Kind, Span


def find_evidence(texts: Sequence[FieldText], *, kind: Kind, name: str, wanted: str) -> Candidate | None:
    """Return the first place that shows the wanted value: a synonym, the same amount, or the very words."""
    attribute = default_schema().get(name)
    canonical = attribute.vocabulary.canonical(wanted) if attribute and attribute.vocabulary else ""
    for source, text in enumerate(texts):
        for normalised, start, end in _places(text, attribute, canonical, wanted):
            value = text.text[start:end]
            return Candidate(kind, name, value, normalised, Span(text.field, start, end), source, 1.0)
    return None


def _places(
    text: FieldText, attribute: AttributeSchema | None, canonical: str, wanted: str
) -> Iterator[tuple[str, int, int]]:
    if canonical and attribute and attribute.vocabulary:
        for mention in attribute.vocabulary.find(text.text, text.language):
            if mention.normalised == canonical:
                yield canonical, mention.start, mention.end
    amount = parse_measure(wanted)
    if amount is not None:
        for measure in find_measures(text.text, text.language):
            if same_amounts(amount, parse_measure(measure.normalised)):
                yield measure.normalised, measure.start, measure.end
    start = fold(text.text, text.language).find(fold(wanted, text.language))
    if start >= 0:
        yield canonical or wanted.lower(), start, start + len(wanted)
