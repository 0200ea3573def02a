"""Measures keep their value in whatever unit they are written."""

import numpy as np
import pytest

from recommendations.demo.measures import write_measure
from recommendations.demo.sentences import fill


class WriteMeasureTests:
    @pytest.mark.parametrize(
        ("canonical", "locale", "written"),
        [
            ("340 g", "en", {"340 g", "340g", "0.34 kg", "0.34kg"}),
            ("198 g", "en", {"7 oz", "7oz"}),
            ("310 g", "de", {"310 g", "0,31 kg"}),
            ("310 g", "zh-hans", {"310克", "0.31 公斤"}),
            ("5000 g", "en", {"5 kg", "5kg"}),
            ("355 ml", "en", {"12 fl oz"}),
            ("30 h", "ja", {"30時間"}),
            ("25 l", "fr", {"25 l"}),
            ("140 x 200 cm", "es", {"140 x 200 cm", "140 × 200 cm"}),
        ],
    )
    def test_value_stays_the_same_when_unit_changes(self, canonical: str, locale: str, written: set[str]) -> None:
        rng = np.random.default_rng(1)

        assert {write_measure(canonical, locale=locale, rng=rng) for _ in range(200)} == written


class FillTests:
    @pytest.mark.parametrize(
        ("template", "noun", "sentence"),
        [
            ("{a} {noun} for all", "olive oil", "An olive oil for all"),
            ("{a} {noun} for all", "mug", "A mug for all"),
            ("Just {a} {noun}", "utility knife", "Just a utility knife"),
            ("{Noun} and {noun}", "boots", "Boots and boots"),
        ],
    )
    def test_article_and_capital_fit_when_filled(self, template: str, noun: str, sentence: str) -> None:
        assert fill(template, {"noun": noun}) == sentence
