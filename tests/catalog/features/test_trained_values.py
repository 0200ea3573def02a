"""How proposals of the trained extractor stand beside other values."""

from dataclasses import replace
from typing import Any

from catalog.features.tagging.types import Passage, Proposal
from catalog.features.trained_values import MODEL, TrainedReader, join_values, normalise
from catalog.features.types import FeatureValue, Span
from tests.catalog.features.feature_cases import product

FOUND = FeatureValue("attribute", "colour", "navy", "navy", 0.8, Span("title:en", 0, 4), "fake", "1")
TRAINED = FeatureValue("attribute", "colour", "sage", "sage", 0.9, Span("title:en", 9, 13), MODEL, "v1", sure=True)


class _Extractor:
    """Says that the last word of each text is its finish."""

    def propose(self, passages: list[Passage]) -> list[list[Proposal]]:
        starts = [one.text.rindex(" ") + 1 for one in passages]
        return [
            [Proposal("finish", one.text[start:], start, len(one.text), len(one.text) / 100, sure=len(one.text) > 20)]
            for one, start in zip(passages, starts, strict=True)
        ]


class JoinValuesTests:
    def test_surer_value_takes_the_place_of_another(self) -> None:
        assert join_values([FOUND], [TRAINED]) == [TRAINED]

    def test_less_sure_value_is_left_out(self) -> None:
        assert join_values([FOUND], [replace(TRAINED, confidence=0.8)]) == [FOUND]

    def test_new_attribute_is_added(self) -> None:
        finish = replace(TRAINED, name="finish")

        assert join_values([FOUND], [finish]) == [FOUND, finish]

    def test_agreement_keeps_the_evidence_and_the_surer_confidence(self) -> None:
        agreed = replace(TRAINED, normalised="navy")

        assert join_values([FOUND], [agreed]) == [replace(FOUND, confidence=0.9, sure=True)]


class TrainedReaderTests:
    def test_surest_text_gives_the_value_with_its_evidence(self) -> None:
        extractor: Any = _Extractor()
        reader = TrainedReader(extractor, "v1")

        (values,) = reader.read([product("Mug Matt", "A mug that is glazed Shiny")], ["Mugs"])

        assert values == [
            FeatureValue(
                "attribute", "finish", "Shiny", "shiny", 0.26, Span("description:en", 21, 26), MODEL, "v1", sure=True
            )
        ]


class NormaliseTests:
    def test_vocabulary_or_lower_case(self) -> None:
        assert normalise("colour", "Marineblau", "de") == "navy"
        assert normalise("finish", "Hand  Glazed", "en") == "hand glazed"
