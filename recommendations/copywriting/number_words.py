"""Numbers written as words."""

import re
from functools import cache

from recommendations.copywriting.locales import language_of

# "One" and its like are left out: they are articles and pronouns as well.
_WORDS = {
    "en": "two three four five six seven eight nine ten eleven twelve",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
}
_TENS = {"en": {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "dozen": 12, "thousand": 1000}}
_HAN = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
# A Han numeral is a number only before a word that counts; 一 alone is "a".
_COUNTERS = "个個款件种種层層年天只双条張张片倍小格档段颗口包瓶套次位人月枚つ色本袋週周升克米公毫厘英瓦度"


def read_number_words(text: str, locale: str) -> list[tuple[int, int, int]]:
    """Return (value, start, end) of each number word of two or more."""
    language = language_of(locale)
    if language in ("zh", "ja"):
        return [(_han_value(match[0]), match.start(), match.end()) for match in _HAN_PATTERN.finditer(text)]
    words = _latin_words(language)
    return [
        (words[match[0].lower()], match.start(), match.end())
        for match in _WORD.finditer(text)
        if match[0].lower() in words
    ]


_WORD = re.compile(r"[^\W\d_]+")
_HAN_PATTERN = re.compile(rf"[{''.join(_HAN)}]{{1,3}}(?=[{_COUNTERS}])")


@cache
def _latin_words(language: str) -> dict[str, int]:
    words = {word: value for value, word in enumerate(_WORDS.get(language, "").split(), start=2)}
    return words | _TENS.get(language, {})


def _han_value(written: str) -> int:
    """Return the value of up to three numerals: 十二 12, 三十 30, 二十五 25."""
    tens, ten, units = written.partition("十")
    if not ten:
        return _HAN[written[-1]]
    return 10 * (_HAN.get(tens, 1) if tens else 1) + (_HAN.get(units, 0) if units else 0)
