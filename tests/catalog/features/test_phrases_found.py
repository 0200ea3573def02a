"""Vocabulary: synonyms and inflections in six languages."""

import pytest

from catalog.features.vocabulary import build_vocabulary, load_vocabulary


class VocabularyFindTests:
    @pytest.mark.parametrize(
        ("name", "text", "language", "expected"),
        [
            ("colour", "Navy blue and charcoal grey", "en", ["navy", "grey"]),
            ("colour", "Chaquetas rojas y marrones", "es", ["red", "brown"]),
            ("colour", "赤ちゃん用の黒いブランケット", "ja", ["black"]),
            ("colour", "a bottle of olive oil and black tea", "en", []),
            ("material", "Lederstiefel aus Edelstahl", "de", ["leather", "stainless steel"]),
            ("material", "Veloursleder, kein Glas", "de", ["suede", "glass"]),
            ("material", "美利奴羊毛", "zh", ["merino wool"]),
            ("function", "Eine wasserdichte Jacke mit Dämpfung", "de", ["waterproof", "cushioned"]),
            ("function", "IH対応", "ja", ["induction"]),
            ("function", "warm days", "en", []),
            ("audience", "Women's and kids' sizes", "en", ["women", "children"]),
            ("origin", "Café de Colombia", "es", ["Colombia"]),
        ],
    )
    def test_canonical_values_when_written_in_a_language(
        self, name: str, text: str, language: str, expected: list[str]
    ) -> None:
        found = load_vocabulary(name).find(text, language)

        assert [mention.normalised for mention in found] == expected

    def test_longest_phrase_when_phrases_overlap(self) -> None:
        vocabulary = build_vocabulary({"wool": {"en": ["wool"]}, "merino wool": {"en": ["merino wool"]}})

        [mention] = vocabulary.find("merino wool", "en")

        assert (mention.normalised, mention.start, mention.end) == ("merino wool", 0, 11)

    def test_abbreviation_only_when_in_capitals(self) -> None:
        assert [m.normalised for m in load_vocabulary("material").find("abs and ABS", "en")] == ["ABS"]

    def test_whole_text_when_asked_for_canonical(self) -> None:
        assert load_vocabulary("colour").canonical("Navy Blue") == "navy"
        assert load_vocabulary("colour").canonical("Navy Blue jacket") == ""
