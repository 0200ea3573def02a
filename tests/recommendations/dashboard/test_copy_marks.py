"""A text cut at its findings and facts."""

from recommendations.dashboard.copy_marks import marks_of

WEIGHT = {"id": "weight", "name": "weight", "value": "310 g", "evidence": "310 g"}
UPPER = {"id": "upper", "name": "upper", "value": "Gore-Tex", "evidence": "waterproof Gore-Tex"}


def cut(text: str, facts: list[dict[str, object]], findings: list[dict[str, object]]) -> list[tuple[object, ...]]:
    marks = marks_of(text, facts=facts, findings=findings)
    assert "".join(mark.text for mark in marks) == text
    return [(m.text, m.fact and m.fact["id"], m.finding and m.finding["code"]) for m in marks]


class CopyMarksTests:
    def test_marks_what_facts_prove_whatever_the_case(self) -> None:
        assert cut("A 310 g shoe, gore-tex.", [WEIGHT, UPPER], []) == [
            ("A ", None, None),
            ("310 g", "weight", None),
            (" shoe, ", None, None),
            ("gore-tex", "upper", None),
            (".", None, None),
        ]

    def test_marks_no_part_of_a_longer_word(self) -> None:
        red = {"id": "colour", "value": "red", "evidence": ""}

        assert cut("Bored of red?", [red], []) == [
            ("Bored of ", None, None),
            ("red", "colour", None),
            ("?", None, None),
        ]

    def test_marks_words_inside_scripts_without_spaces(self) -> None:
        assert cut("轻便的黑色背包", [{"id": "colour", "value": "黑色"}], []) == [
            ("轻便的", None, None),
            ("黑色", "colour", None),
            ("背包", None, None),
        ]

    def test_cuts_where_a_finding_overlaps_a_fact(self) -> None:
        finding = {"code": "superlative", "span": [0, 8], "severity": "block"}

        assert cut("best 310 g", [WEIGHT], [finding]) == [
            ("best ", None, "superlative"),
            ("310", "weight", "superlative"),
            (" g", "weight", None),
        ]

    def test_span_beyond_the_text_is_cut_off(self) -> None:
        finding = {"code": "length", "span": [2, 99], "severity": "warn"}

        assert cut("abc", [], [finding]) == [("ab", None, None), ("c", None, "length")]

    def test_empty_text_has_no_marks(self) -> None:
        assert marks_of("", facts=[WEIGHT], findings=[]) == []
