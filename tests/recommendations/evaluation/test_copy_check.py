"""The second opinion on copy."""

import pytest

from recommendations.evaluation.copy_check import unsupported_facts

ROWS = ["Nordkap backpack 20 L, navy", "In recycled polyester, with two pockets.", "weight: 1.2 kg", "colour: navy"]


class UnsupportedFactsTests:
    @pytest.mark.parametrize(
        "text",
        [
            "The navy Nordkap backpack holds 20 L.",
            "Polyester, two pockets, 1,2 kg.",
            "A greyhound among glasshouses.",
            "The 20 are here.",
        ],
    )
    def test_empty_when_the_rows_have_it(self, text: str) -> None:
        assert unsupported_facts(text, ROWS, other_brands=["Ember"]) == []

    @pytest.mark.parametrize(
        ("text", "missing"),
        [
            ("A 25 L backpack.", ["25"]),
            ("A 20 cm strap.", ["cm"]),
            ("Three pockets.", ["three"]),
            ("Made of leather.", ["leather"]),
            ("Ein schwarzer Rucksack aus Leder.", ["leder", "schwarzer"]),
            ("黑色真皮背包", ["真皮", "黑色"]),
            ("Like an Ember pan.", ["ember"]),
        ],
    )
    def test_named_when_they_do_not(self, text: str, missing: list[str]) -> None:
        assert unsupported_facts(text, ROWS, other_brands=["Ember"]) == missing
