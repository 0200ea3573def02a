"""Weighing spans once more."""

import numpy as np
import pytest

from catalog.features.tagging.dictionary import Dictionary
from catalog.features.tagging.rescoring import LEAST_SPANS, Weighed, fit_rescorer, weigh
from catalog.features.tagging.span_features import FEATURES, Opinions, likely_spans
from catalog.features.tagging.types import Passage
from tests.catalog.features.tagging.tagging_cases import mugs

SPANS = {("colour", 3, 4): 0.6, ("colour", 3, 5): 0.3, ("brand", 0, 1): 0.01}


def weighed_case() -> Weighed:
    return weigh(Passage("Norda mug, navy blue", "Mugs"), Opinions(SPANS, {}, SPANS), Dictionary(mugs(8)))


class WeighTests:
    def test_likely_spans_with_all_features(self) -> None:
        weighed = weighed_case()

        assert weighed.spans == (("colour", 3, 4), ("colour", 3, 5))
        assert weighed.features.shape == (2, FEATURES)
        assert weighed.features[0, 0] == pytest.approx(np.log(0.6 / 0.4))

    def test_nothing_when_no_span_is_likely(self) -> None:
        assert likely_spans(Opinions({}, {}, {("a", 0, 1): 0.02})) == []


class RescorerTests:
    def test_taggers_are_trusted_when_there_is_little_to_learn_from(self) -> None:
        weighed = weighed_case()

        scores = fit_rescorer([weighed], [set()], 3.0).scores(weighed)

        assert scores == pytest.approx({("colour", 3, 4): 0.6, ("colour", 3, 5): 0.3})

    def test_known_value_wins_when_examples_teach_it(self) -> None:
        weighed = weighed_case()
        rows = [weighed] * LEAST_SPANS

        scores = fit_rescorer(rows, [{("colour", 3, 5)}] * LEAST_SPANS, 3.0).scores(weighed)

        assert scores["colour", 3, 5] > 0.9 > 0.1 > scores["colour", 3, 4]

    def test_empty_when_nothing_is_likely(self) -> None:
        empty = Weighed((), np.zeros((0, FEATURES)))

        assert fit_rescorer([empty], [set()], 3.0).scores(empty) == {}
