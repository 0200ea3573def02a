"""The feature extractor: texts of products in, values with evidence out."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from catalog.features.asking import Chooser
from catalog.features.candidates import find_candidates
from catalog.features.category import CategoryChooser, Placed
from catalog.features.category_evidence import evidence_spans
from catalog.features.claims import choose_claims
from catalog.features.config import ExtractionConfig
from catalog.features.measures import LENGTH_NAMES, USUAL_NAMES
from catalog.features.resolve import Ranked, name_measures
from catalog.features.schema import Schema, default_schema
from catalog.features.taxonomy import Taxonomy
from catalog.features.trained_values import TrainedReader, join_values
from catalog.features.types import FEED_CATEGORY, Candidate, FeatureValue, Leaf, Neighbour, ProductTexts, Span
from catalog.features.values import choose_attributes
from recdash.llm.prompts import load_prompt
from recdash.llm.types import LanguageModel, TextEncoder

LONGEST_VALUE = 300  # characters; no value is a paragraph
BY_FEED = ("feed", "")  # no model and no prompt chose the category


@dataclass(frozen=True, slots=True)
class TrainedState:
    """What people's decisions taught: verified products, and what amounts measure in each category."""

    neighbours: tuple[Neighbour, ...] = ()
    measured: Mapping[int, Mapping[str, int]] = field(default_factory=dict)  # leaf key → diameter, height … → products


class FeatureExtractor:
    """Reads category, attributes, functions and audience out of product texts, a batch at a time.

    The language model chooses the category among the likeliest leaves, the value where several compete, and says
    yes or no to each function. Nothing leaves without the characters of the text that show it. `above` are the
    categories above the leaves: a product belongs to one only where the feed or a person says so.
    """

    def __init__(
        self,
        model: LanguageModel | Chooser,
        encoder: TextEncoder,
        leaves: Sequence[Leaf],
        *,
        above: Sequence[Leaf] = (),
        schema: Schema | None = None,
        state: TrainedState | None = None,
        config: ExtractionConfig | None = None,
        trained: TrainedReader | None = None,
    ) -> None:
        self._state = state or TrainedState()
        self._schema, self._config = schema or default_schema(), config or ExtractionConfig()
        self._encoder, self._trained = encoder, trained
        self._measured: dict[int, Counter[str]] = defaultdict(Counter)
        for key, counts in self._state.measured.items():
            self._measured[key].update(counts)
        self._chooser = model if isinstance(model, Chooser) else Chooser(model)
        self.categories = (*leaves, *above)
        self._leaves = {leaf.key: leaf for leaf in self.categories}
        self._taxonomy = Taxonomy(leaves, encoder)
        self._categories = CategoryChooser(
            self._taxonomy, encoder, self._chooser, self._config, self._state.neighbours, above
        )

    def extract(self, products: Sequence[ProductTexts]) -> list[list[FeatureValue]]:
        """Return the values of each product, category first; none for a product without text."""
        placed = self._categories.choose(products)
        candidates = self._candidates(products, placed)
        attributes = choose_attributes(products, candidates, self._chooser, self._config)
        claims = choose_claims(products, candidates, self._chooser, self._config)
        categories = self._category_values(products, placed)
        trained = self._trained_values(products, placed)
        return [
            _proven(product, join_values(category + [self._value(*one) for one in values + claimed], proposed))
            for product, category, values, claimed, proposed in zip(
                products, categories, attributes, claims, trained, strict=True
            )
        ]

    def _trained_values(
        self, products: Sequence[ProductTexts], placed: Sequence[Placed | None]
    ) -> list[list[FeatureValue]]:
        """Return what the trained extractor proposes, where there is one."""
        if self._trained is None:
            return [[] for _ in products]
        leaves = [self._leaves.get(one.leaf_key) if one else None for one in placed]
        return self._trained.read(products, [leaf.name if leaf else "" for leaf in leaves])

    def _candidates(self, products: Sequence[ProductTexts], placed: Sequence[Placed | None]) -> list[list[Candidate]]:
        """Return the candidates of each product, amounts named as the category's other products name them."""
        found = [find_candidates(product, self._schema) for product in products]
        keys = [product.leaf_key or (one.leaf_key if one else 0) for product, one in zip(products, placed, strict=True)]
        for key, some in zip(keys, found, strict=True):
            self._measured[key].update(one.name for one in some if one.name in USUAL_NAMES)
        return [name_measures(some, self._usual(key)) for key, some in zip(keys, found, strict=True)]

    def _usual(self, leaf_key: int) -> dict[str, str]:
        """Return what a bare length and a bare time measure in a category."""
        ordered = [name for name, _ in self._measured[leaf_key].most_common()]
        length = next((name for name in ordered if name in LENGTH_NAMES), "")
        return {"?length": length, "?time": "battery life" if "battery life" in ordered else ""}

    def _category_values(
        self, products: Sequence[ProductTexts], placed: Sequence[Placed | None]
    ) -> list[list[FeatureValue]]:
        leaves = [self._leaves[one.leaf_key] if one else None for one in placed]
        spans = evidence_spans(products, leaves, self._encoder)
        values: list[list[FeatureValue]] = [[] for _ in products]
        judged_by = self._chooser.model.name, load_prompt("extract_category").version
        for row, (leaf, one, span) in enumerate(zip(leaves, placed, spans, strict=True)):
            if leaf and one and span:
                text = next(text.text for text in products[row].fields if text.field == span.field)
                written = text[span.start : span.end]
                source = BY_FEED if span.field == FEED_CATEGORY else judged_by
                values[row].append(
                    FeatureValue(
                        "category",
                        "category",
                        written,
                        leaf.path or leaf.name,
                        one.confidence,
                        span,
                        *source,
                        leaf.key,
                    )
                )
        return values

    def _value(self, ranked: Ranked, confidence: float) -> FeatureValue:
        best = ranked.best
        prompt = load_prompt("extract_value" if best.kind == "attribute" else "extract_function")
        name = self._chooser.model.name
        return FeatureValue(
            best.kind, best.name, best.value, best.normalised, confidence, best.span, name, prompt.version
        )


def _proven(product: ProductTexts, values: Sequence[FeatureValue]) -> list[FeatureValue]:
    """Return the values whose words stand in the text where their evidence says; each value once."""
    texts = {text.field: text.text for text in product.fields}
    kept: dict[tuple[str, str, str], FeatureValue] = {}
    for value in values:
        if _stands(texts.get(value.evidence.field, ""), value.evidence, value.value):
            kept.setdefault((value.kind, value.name, value.normalised), value)
    return list(kept.values())


def _stands(text: str, span: Span, value: str) -> bool:
    return (
        span.start < span.end
        and len(value) <= LONGEST_VALUE
        and bool(value.strip())
        and text[span.start : span.end] == value
    )
