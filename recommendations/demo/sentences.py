"""Fills sentence templates and mends their articles and capitals."""

import re

import numpy as np

from recommendations.demo.draws import chance, pick
from recommendations.demo.measures import write_measure
from recommendations.demo.specs import Spec
from recommendations.demo.vocabulary import CJK, MEASURES, terms

SLOT = re.compile(r"{(\w+)}")
ARTICLE = re.compile(r"\ba\(n\) (\w+)", re.IGNORECASE)
SILENT_OR_SPOKEN = {"hour": "an", "utility": "a", "one": "a", "18": "an", "8": "an", "11": "an"}


def slots(template: str) -> set[str]:
    """List the slots of a template in lower case."""
    return {name.lower() for name in SLOT.findall(template)}


def fill(template: str, values: dict[str, str]) -> str:
    """Fill a template; `{a}` becomes a or an, a capital slot a capital word, and the first letter a capital."""
    words = dict(values, a="a(n)")
    words |= {name.capitalize(): capital(value) for name, value in values.items()}
    return capital(ARTICLE.sub(_article, SLOT.sub(lambda found: words[found[1]], template)))


def capital(text: str) -> str:
    """Raise the first letter and leave the rest."""
    return text[:1].upper() + text[1:]


def say(spec: Spec, name: str, *, locale: str, rng: np.random.Generator) -> str:
    """Say one attribute of a product in words of `locale`, now and then with a less usual word."""
    value = spec.attributes[name]
    if name in MEASURES:
        return write_measure(value, locale=locale, rng=rng)
    if name == "origin":
        return terms(name, value, locale)[0]
    words = terms(name, value, locale)
    return pick(rng, words) if len(words) > 1 and chance(rng, 0.35) and name != "audience" else words[0]


def join(sentences: list[str], *, locale: str) -> str:
    """Join sentences as the script does: with spaces, or without."""
    return ("" if locale in CJK else " ").join(sentences)


def _article(found: re.Match[str]) -> str:
    word = found[1].lower()
    return f"{SILENT_OR_SPOKEN.get(word) or ('an' if word[0] in 'aeiou' else 'a')} {found[1]}"
