"""Product titles."""

from dataclasses import dataclass

import numpy as np

from recommendations.demo.data_files import load
from recommendations.demo.draws import chance, pick
from recommendations.demo.sentences import capital, say
from recommendations.demo.specs import Spec
from recommendations.demo.vocabulary import MEASURES, says, terms

ADJECTIVES = ("waterproof", "lightweight", "packable", "insulated", "wireless", "non-stick", "organic", "rechargeable")
TITLE_CASE_SHARE = 0.5
SMALL_WORDS = frozenset({"from", "of", "and", "by", "in", "for", "g", "kg", "l", "ml", "cm", "oz", "h"})


@dataclass(frozen=True, slots=True)
class Title:
    """A title, the noun it settled on and the attributes it states."""

    text: str
    noun: str
    stated: frozenset[str]


def write_title(spec: Spec, *, locale: str, rng: np.random.Generator) -> Title:
    """Write a product's title in one of the shapes shops use in `locale`."""
    noun = pick(rng, spec.leaf.text[locale]["nouns"])
    planned = [name for name in spec.attributes if spec.places[name] == "title"]
    core, tail = _core(spec, noun, locale, rng), ""
    if "audience" in planned:
        words = terms("audience", spec.attributes["audience"], locale)
        core = _wrap("audience", core, words[-1] if locale == "en" else words[0], locale)
    for name in [name for name in ("material", "origin", "colour") if name in planned]:
        core, tail = _place(spec, name, core, tail, locale=locale, rng=rng)
    for measure in [name for name in planned if name in MEASURES]:
        tail += pick(rng, load("phrases")["tails"][locale]).format(value=say(spec, measure, locale=locale, rng=rng))
    if locale == "en" and chance(rng, TITLE_CASE_SHARE):
        core = _title_case(core)
    template = pick(rng, load("phrases")["titles"][locale])
    text = template.format(brand=spec.brand, model=spec.model, core=core, tail=tail)
    return Title(text=capital(text), noun=noun, stated=frozenset(planned))


def _core(spec: Spec, noun: str, locale: str, rng: np.random.Generator) -> str:
    adjectives = [function for function in spec.functions if function in ADJECTIVES]
    if locale != "en" or not adjectives or chance(rng, 0.65):
        return noun
    word = adjectives[0]
    return noun if says(noun, kind="function", value=word, locale=locale) else f"{word} {noun}"


def _place(spec: Spec, name: str, core: str, tail: str, *, locale: str, rng: np.random.Generator) -> tuple[str, str]:
    value = say(spec, name, locale=locale, rng=rng)
    if name == "colour" and chance(rng, 0.55):
        return core, tail + pick(rng, load("phrases")["tails"][locale]).format(value=value)
    return _wrap(name, core, value, locale), tail


def _wrap(name: str, core: str, value: str, locale: str) -> str:
    return str(load("phrases")["core"][locale][name].format(**{"core": core, name: value}))


def _title_case(text: str) -> str:
    return " ".join(word if word in SMALL_WORDS else capital(word) for word in text.split(" "))
