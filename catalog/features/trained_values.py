"""What the trained extractor proposes of products, and how it stands beside what vocabularies and the model found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalog.features.measures import parse_measure
from catalog.features.resolve import same_amounts
from catalog.features.schema import default_schema
from catalog.features.tagging.extractor import TaggedExtractor
from catalog.features.tagging.types import Passage, Proposal
from catalog.features.types import FeatureValue, FieldText, ProductTexts, Span

MODEL = "trained extractor"
READ_FIELDS = ("title:", "description:")
LONGEST_PASSAGE = 1_200  # characters; the networks read no further


@dataclass(frozen=True, slots=True)
class TrainedReader:
    """A trained extractor with the version that its values name."""

    extractor: TaggedExtractor
    version: str

    def read(self, products: Sequence[ProductTexts], categories: Sequence[str]) -> list[list[FeatureValue]]:
        """Return the proposals of each product, given the name of its category, the most telling text first."""
        places = [
            (row, field)
            for row, product in enumerate(products)
            for field in product.fields
            if field.field.startswith(READ_FIELDS) and field.text.strip()
        ]
        passages = [Passage(field.text[:LONGEST_PASSAGE], categories[row]) for row, field in places]
        values: list[list[FeatureValue]] = [[] for _ in products]
        for (row, field), some in zip(places, self.extractor.propose(passages) if passages else [], strict=True):
            values[row] += [self._value(field, one) for one in some]
        return [_best_of_each(some) for some in values]

    def _value(self, field: FieldText, proposal: Proposal) -> FeatureValue:
        normalised = normalise(proposal.name, proposal.value, field.language)
        span = Span(field.field, proposal.start, proposal.end)
        return FeatureValue(
            "attribute",
            proposal.name,
            proposal.value,
            normalised,
            proposal.confidence,
            span,
            MODEL,
            self.version,
            sure=proposal.sure,
        )


def normalise(name: str, value: str, language: str) -> str:
    """Return the canonical form of a value of an attribute: of its vocabulary, of its amount, or in lower case."""
    attribute = default_schema().get(name)
    if attribute and attribute.vocabulary:
        mentions = attribute.vocabulary.find(value, language)
        if len(mentions) == 1:
            return mentions[0].normalised
    return " ".join(value.lower().split())


def join_values(found: Sequence[FeatureValue], trained: Sequence[FeatureValue]) -> list[FeatureValue]:
    """Return the values of both: the trained extractor adds what nobody found, and replaces what it is surer of.

    Where both say the same, the surer confidence counts and the first evidence stays.
    """
    joined = list(found)
    for value in trained:
        rivals = [one for one in joined if (one.kind, one.name) == (value.kind, value.name)]
        same = next((one for one in rivals if _same(one.normalised, value.normalised)), None)
        if same is not None:
            confidence = max(same.confidence, value.confidence)
            joined[joined.index(same)] = replace(same, confidence=confidence, sure=value.sure)
        elif all(one.confidence < value.confidence for one in rivals):
            joined = [one for one in joined if one not in rivals] + [value]
    return joined


def _best_of_each(values: Sequence[FeatureValue]) -> list[FeatureValue]:
    """Return one value an attribute: the surest, the first of equals."""
    best: dict[str, FeatureValue] = {}
    for value in values:
        if value.name not in best or value.confidence > best[value.name].confidence:
            best[value.name] = value
    return list(best.values())


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    amounts = parse_measure(one) if one[:1].isdigit() else None
    return amounts is not None and same_amounts(amounts, parse_measure(other))
