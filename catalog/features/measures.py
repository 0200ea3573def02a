"""Measures with units: found, named by the words around them, and brought to one unit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from catalog.features.context import surroundings
from catalog.features.folding import LATIN, fold
from catalog.features.vocabulary import LANGUAGES, load_data

_NUMBER = r"\d{1,5}(?:[.,]\d{1,3})?"
_DECIMAL_COMMA = ("de", "es", "fr")
_CUE_WINDOW = 40  # characters on each side
_LONGEST = 1000.0  # cm; longer is a route or an altitude
_BASE = {"time": "h", "power": "W", "charge": "mAh", "brightness": "lm", "length": "cm"}
_DEFAULT_NAME = {
    "weight": "weight",
    "volume": "capacity",
    "power": "power",
    "charge": "battery capacity",
    "brightness": "brightness",
}
_LOAD_NAMES, _TIME_NAMES = ("maximum load",), ("battery life",)
LENGTH_NAMES = ("diameter", "height", "length", "width", "depth", "thickness")
USUAL_NAMES = (*LENGTH_NAMES, *_TIME_NAMES)  # what a bare amount is taken for where the category's products say so


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount at a place of a text; `name` is empty where nothing tells what is measured."""

    dimension: str
    name: str
    normalised: str
    start: int
    end: int


def find_measures(text: str, language: str, *, name: str = "") -> list[Measure]:
    """Return the measures of a text in order; `name` is what a feed field says they measure."""
    folded = fold(text, language)
    found: list[Measure] = []
    for match in _pattern().finditer(folded):
        if (measure := _read(text, folded, match, language, name)) is not None:
            found.append(measure)
    return found


def normalise_amount(amount: float, dimension: str) -> str:
    """Write an amount of the base unit (g, ml, cm …) the one way: 310 g, 1.2 kg, 750 ml, 25 l."""
    if dimension == "weight":
        return (
            f"{_short(amount / 1000, 3)} kg"
            if round(amount) >= 1000
            else f"{_short(amount, 0 if amount >= 10 else 2)} g"
        )
    if dimension == "volume":
        return f"{_short(amount / 1000, 3)} l" if round(amount) >= 1000 else f"{_short(amount, 0)} ml"
    return f"{_short(amount, 1)} {_BASE[dimension]}"


def parse_measure(written: str, language: str = "en") -> tuple[str, tuple[float, ...]] | None:
    """Return dimension and amounts in the base unit of a text that is a measure and nothing else."""
    text = written.strip()
    match = _pattern().fullmatch(fold(text, language))
    if match is None:
        return None
    dimension, factor = _units()[match["unit"]]
    return dimension, tuple(amount * factor for amount in _amounts(match, language))


def _read(text: str, folded: str, match: re.Match[str], language: str, name: str) -> Measure | None:
    dimension, factor = _units()[match["unit"]]
    written = text[match.start("unit") : match.end("unit")]
    if written in ("G", "M", "H", "KG") and written != "KG":
        return None
    amounts = [amount * factor for amount in _amounts(match, language)]
    if len(amounts) > 1:
        if dimension != "length":
            return None
        normalised = f"{' x '.join(_short(amount, 1) for amount in amounts)} cm"
        return Measure(dimension, "size", normalised, match.start(), match.end())
    if not amounts[0] or (dimension == "length" and amounts[0] > _LONGEST):
        return None
    if dimension != "length" and name in ("size", *LENGTH_NAMES):
        name = ""  # "Dimensions: 4 x 4 x 1 inches; 1.3 ounces": the ounces are no size
    named = name or _name(folded, match.start(), match.end(), dimension, language)
    if named == "ignored":
        return None
    return Measure(dimension, named, normalise_amount(amounts[0], dimension), match.start(), match.end())


def _amounts(match: re.Match[str], language: str) -> list[float]:
    return [_number(number, language) for number in re.findall(_NUMBER, match["numbers"])]


def _number(written: str, language: str) -> float:
    """Read a number: a comma parts thousands in English ("1,200 g"), decimals in German, Spanish and French."""
    thousands = "." if language in _DECIMAL_COMMA else ","
    if re.fullmatch(rf"\d{{1,3}}{re.escape(thousands)}\d{{3}}", written):
        return float(written.replace(thousands, ""))
    return float(written.replace(",", "."))


def _name(folded: str, start: int, end: int, dimension: str, language: str) -> str:
    """Return what is measured by the nearest cue in the sentence, else what the dimension usually measures."""
    around = surroundings(folded, start, end)
    before, after = around.before[-_CUE_WINDOW:], around.after[:_CUE_WINDOW]
    allowed = _names_of(dimension)
    best = min(((distance, name) for name, distance in _cues(before, after, language) if name in allowed), default=None)
    return best[1] if best else _DEFAULT_NAME.get(dimension, "")


def _names_of(dimension: str) -> tuple[str, ...]:
    names = {"length": LENGTH_NAMES, "time": _TIME_NAMES, "weight": _LOAD_NAMES}.get(dimension, ())
    return (*names, "ignored")


def _cues(before: str, after: str, language: str) -> Iterator[tuple[str, int]]:
    """Yield the names whose cue words stand near, with the distance in characters."""
    for name, pattern in _cue_patterns(language if language in LANGUAGES else "en").items():
        for match in pattern.finditer(before):
            yield name, len(before) - match.end()
        if (following := pattern.search(after)) is not None:
            yield name, following.start() + 1


@cache
def _cue_patterns(language: str) -> dict[str, re.Pattern[str]]:
    patterns = {}
    for name, cues in load_data("measures").items():
        words = [fold(cue, language) for cue in cues[language]]
        bounded = [rf"(?<![{LATIN}]){re.escape(word)}" if word[:1].isascii() else re.escape(word) for word in words]
        patterns[name] = re.compile("|".join(sorted(bounded, key=len, reverse=True)))
    return patterns


@cache
def _units() -> dict[str, tuple[str, float]]:
    """Return folded unit → dimension and factor to its base unit."""
    return {
        fold(written, language): (dimension, float(factor))
        for dimension, units in load_data("units").items()
        for factor, names in units.values()
        for written in names
        for language in LANGUAGES
    }


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in sorted(_units(), key=len, reverse=True))
    between = rf"(?:\s?(?:{units}))?\s?[x×*]\s?"
    numbers = rf"(?P<numbers>{_NUMBER}(?:{between}{_NUMBER}){{0,2}})"
    return re.compile(rf"(?<![{LATIN}\d.,×/–-]){numbers}[\s-]?(?P<unit>{units})(?![{LATIN}\d²])")


def _short(amount: float, decimals: int) -> str:
    return f"{round(amount, decimals):g}" if amount < 100_000 else f"{amount:.0f}"
