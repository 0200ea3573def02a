"""Measures: found, named, brought to one unit."""

import pytest

from catalog.features.measures import find_measures, normalise_amount, parse_measure


class FindMeasuresTests:
    @pytest.mark.parametrize("written", ["310 g", "0.31 kg", "310g", "310 grams", "0.310 kg"])
    def test_one_value_when_units_differ(self, written: str) -> None:
        [measure] = find_measures(f"It weighs {written}.", "en")

        assert (measure.name, measure.normalised) == ("weight", "310 g")

    @pytest.mark.parametrize(
        ("text", "language", "name", "normalised"),
        [
            ("Gewicht: 1,2 kg", "de", "weight", "1.2 kg"),
            ("Net weight 1,200 g", "en", "weight", "1.2 kg"),
            ("容量 1.5 升", "zh", "capacity", "1.5 l"),
            ("重さは310g。", "ja", "weight", "310 g"),
            ("Holds 12 fl oz", "en", "capacity", "355 ml"),
            ("Autonomía: 30 horas", "es", "battery life", "30 h"),
            ("27 cm across", "en", "diameter", "27 cm"),
            ("Klingenlänge: 18 cm", "de", "length", "18 cm"),
            ("140 × 200 cm", "en", "size", "140 x 200 cm"),
            ("Supports up to 120 kg", "en", "maximum load", "120 kg"),
        ],
    )
    def test_named_amount_when_words_tell(self, text: str, language: str, name: str, normalised: str) -> None:
        assert [(m.name, m.normalised) for m in find_measures(text, language)] == [(name, normalised)]

    def test_weight_is_no_size_when_it_stands_in_the_field_of_the_dimensions(self) -> None:
        found = find_measures("4.2 x 4 x 0.6 inches ; 1.28 ounces", "en", name="size")

        assert [(one.name, one.normalised) for one in found] == [("size", "10.7 x 10.2 x 1.5 cm"), ("weight", "36 g")]

    @pytest.mark.parametrize(
        "text", ["A 5G phone", "Drop is 6 mm.", "grown above 1,800 metres", "model A310 g5", "0 g"]
    )
    def test_nothing_when_no_measure_of_the_product(self, text: str) -> None:
        assert [measure for measure in find_measures(text, "en") if measure.name] == []


class ParseMeasureTests:
    def test_amount_in_base_unit_when_text_is_a_measure(self) -> None:
        assert parse_measure("0.31 kg") == ("weight", (310.0,))
        assert parse_measure("140 x 200 cm") == ("length", (140.0, 200.0))

    def test_none_when_text_says_more(self) -> None:
        assert parse_measure("310 g of wool") is None


class NormaliseAmountTests:
    def test_larger_unit_when_amount_is_large(self) -> None:
        assert normalise_amount(999.6, "weight") == "1 kg"
        assert normalise_amount(750, "volume") == "750 ml"
        assert normalise_amount(25_000, "volume") == "25 l"
