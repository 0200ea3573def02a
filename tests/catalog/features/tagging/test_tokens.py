"""How texts are cut, and when characters are whole tokens."""

import pytest

from catalog.features.tagging.tokens import SHAPES, Token, shape, split_tokens, token_span


class SplitTokensTests:
    @pytest.mark.parametrize(
        ("text", "tokens"),
        [
            ("58Count", ["58", "Count"]),
            ("Women's 24.2 Oz", ["Women's", "24.2", "Oz"]),
            ("SPF-50+", ["SPF", "-", "50", "+"]),
            ("Crème brûlée", ["Crème", "brûlée"]),
            (" ", []),
        ],
    )
    def test_numbers_words_and_signs_part(self, text: str, tokens: list[str]) -> None:
        assert [token.text for token in split_tokens(text)] == tokens

    def test_spans_and_glue_are_those_of_the_text(self) -> None:
        assert split_tokens("a (b") == [
            Token("a", 0, 1, False),
            Token("(", 2, 3, False),
            Token("b", 3, 4, True),
        ]


class ShapeTests:
    def test_case_and_glue_are_told_apart(self) -> None:
        texts = ["12", "1.5", "red", "RED", "Red", "iPad", "(", ")", ",", "-", "|", "&", "*"]

        shapes = [shape(Token(text, 0, len(text), glued)) for text in texts for glued in (False, True)]

        assert shapes == list(range(SHAPES))


class TokenSpanTests:
    @pytest.mark.parametrize(
        ("start", "end", "span"), [(0, 4, (0, 1)), (0, 9, (0, 2)), (0, 3, None), (1, 4, None), (5, 4, None)]
    )
    def test_none_when_a_token_is_cut(self, start: int, end: int, span: tuple[int, int] | None) -> None:
        assert token_span(split_tokens("navy blue"), start, end) == span
