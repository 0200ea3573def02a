"""The conditional random field on a few titles of one form."""

from catalog.features.tagging.choosing import choose_spans
from catalog.features.tagging.config import TaggingConfig
from catalog.features.tagging.crf import ClueTagger
from catalog.features.tagging.labels import attribute_names
from catalog.features.tagging.types import Passage
from tests.catalog.features.tagging.tagging_cases import mugs


class ClueTaggerTests:
    def test_form_carries_over_to_new_values(self) -> None:
        examples = mugs(16)
        tagger = ClueTagger.fit(examples, attribute_names(examples), TaggingConfig(), seed=0)

        (spans,) = tagger.spans([Passage("Ostra mug, navy blue, 750 ml", "Mugs")])

        assert set(choose_spans(spans, 0.5)) == {("brand", 0, 1), ("colour", 3, 5), ("size", 6, 8)}

    def test_nothing_when_text_is_empty(self) -> None:
        examples = mugs(12)
        tagger = ClueTagger.fit(examples, attribute_names(examples), TaggingConfig(), seed=0)

        assert tagger.spans([Passage("", "Mugs")]) == [{}]
