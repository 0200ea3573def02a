"""Slips of a small model's English: found where they are, and not in sentences of people."""

import pytest

from recommendations.copywriting.grammar import slips
from recommendations.copywriting.sentences import split_sentences

TWICE = "a word comes twice"
NOTHING = "an article announces nothing"
NO_NOUN = "an adjective without its noun"
LOOSE = "a preposition without a noun"
PLURAL = "a plural after a singular article"
VERB = "a preposition before a verb"
NUMBER = "a number opens the sentence"
ENDS = "the sentence breaks off"
ELSEWHERE = "it opens with something else"
BRAND = "the brand for the product"


class SlipsTests:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("The tea is relaxing and relaxing.", [TWICE]),
            ("The pan is dishwasher safe, and dishwasher-safe for years.", [TWICE]),
            ("The lamp is made for a to read.", [NOTHING]),
            ("The lamp is the.", [NOTHING, ENDS]),
            ("The jacket is a lightweight and breathable.", [NO_NOUN]),
            ("The jacket is a lightweight to carry uphill.", [NO_NOUN]),
            ("The bottle goes with a dishwasher safe.", [NO_NOUN]),
            ("The mat is a choice for non-slip.", [LOOSE]),
            ("The tin holds a herbal infusions.", [PLURAL]),
            ("The coat comes with is lined.", [VERB]),
            ("The 40 mug is handmade.", [NUMBER]),
            ("Bring tea to work. 3 candles glow.", [NUMBER]),
            ("The blanket is a gift of the best.", [ENDS]),
            ("The Kestrel & Pine is a good companion.", [BRAND]),
        ],
    )
    def test_named_when_the_sentence_has_one(self, text: str, found: list[str]) -> None:
        assert slips(text, brand="Kestrel & Pine", describing=["dishwasher", "safe"]) == found

    @pytest.mark.parametrize(
        "text",
        [
            "The Storr is the rain jacket we reach for when the forecast can't make up its mind.",
            "The Kestrel & Pine lamp is a calm, warm and lovely light for the evening.",
            "Meet the Sill throw: a soft glass of warmth for your sofa.",
            "The white tea is a great choice for relaxing, with each season a little different.",
            "The tea No. 7 is a calming choice for the evening.",
            "The Halvard boots keep you dry on a long way down.",
        ],
    )
    def test_none_when_the_sentence_is_sound(self, text: str) -> None:
        assert slips(text, brand="Kestrel & Pine") == []

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("The use of the Sill is a joy.", [ELSEWHERE]),
            ("A leather strap on the Sill makes it a gift.", [ELSEWHERE]),
            ("The woven throw is a joy. A gift for the evening.", []),
            ("Ostara Home wove the Sill.", []),
            ("Discover the Sill.", []),
        ],
    )
    def test_opening_is_told_when_it_is_not_the_product(self, text: str, found: list[str]) -> None:
        assert slips(text, title="Sill woven throw", brand="Ostara Home") == found

    def test_none_when_nothing_is_written(self) -> None:
        assert slips("") == []


class SplitSentencesTests:
    def test_number_sign_ends_no_sentence_when_a_title_holds_it(self) -> None:
        text = "The tea No. 7 calms. Pour it."

        assert split_sentences(text) == ["The tea No. 7 calms.", "Pour it."]
