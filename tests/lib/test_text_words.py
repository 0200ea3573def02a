"""Splitting text into words and numbers."""

import pytest

from recdash.lib.text import is_number, split_words


class SplitWordsTests:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("A 15L men's bag.", ["A", "15L", "men's", "bag"]),
            ("water-resistant, Wi-Fi & USB-C", ["water-resistant", "Wi-Fi", "USB-C"]),
            ("$49.99 or 20% off", ["$49.99", "or", "20%", "off"]),
            ("30x40 cm, 1/2 inch", ["30x40", "cm", "1/2", "inch"]),
            ("café Größe 蓝色背包", ["café", "Größe", "蓝色背包"]),
            ("mp3-player B2B", ["mp3-player", "B2B"]),
            ("end of 5.", ["end", "of", "5"]),
            ("", []),
        ],
    )
    def test_words_are_found_as_written(self, text, words):
        assert split_words(text) == words


class IsNumberTests:
    def test_word_with_a_digit_is_a_number(self):
        assert [is_number(word) for word in ("15L", "$5", "bag")] == [True, True, False]
