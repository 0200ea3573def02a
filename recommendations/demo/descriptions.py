"""Product descriptions: an opening, claims, details, facts and the odd distraction."""

from dataclasses import dataclass

import numpy as np

from recommendations.demo.data_files import load
from recommendations.demo.draws import chance, pick, pick_weighted, some
from recommendations.demo.sentences import fill, join, say, slots
from recommendations.demo.specs import Spec
from recommendations.demo.titles import Title, write_title
from recommendations.demo.vocabulary import COLOURS, terms

DISTRACTOR_SHARE = 0.3
WEARABLE = ("outdoor-clothing", "footwear")
LIST_SHARE = 0.3  # descriptions that give their facts as lines at the end


@dataclass(frozen=True, slots=True)
class Wording:
    """What the shop says about a product in one locale; `claims` leaves the distractors out."""

    title: str
    description: str
    claims: str
    stated: frozenset[str]


def write_wording(spec: Spec, *, locale: str, rng: np.random.Generator) -> Wording:
    """Write title and description of a product in one locale."""
    title = write_title(spec, locale=locale, rng=rng)
    said = {name: say(spec, name, locale=locale, rng=rng) for name in spec.attributes}
    opener = _opener(spec, title, said, locale, rng)
    stated = title.stated | (slots(opener) & set(spec.attributes))
    open_facts = [name for name in spec.attributes if spec.places[name] == "body" and name not in stated]
    body = [pick(rng, spec.leaf.lines[function][locale]) for function in spec.functions]
    body += some(rng, spec.leaf.text[locale]["details"], pick_weighted(rng, (0, 1, 2, 3), (1, 4, 4, 2)))
    as_list = len(open_facts) > 1 and chance(rng, LIST_SHARE)
    facts = [_fact(name, said[name], as_list, locale, rng) for name in open_facts]
    sentences = body if as_list else body + facts
    ordered = [fill(opener, _values(spec, title, said)), *some(rng, sentences, len(sentences))]
    lines = facts if as_list else []
    distractor = [_distractor(spec, locale, rng)] if chance(rng, DISTRACTOR_SHARE) else []
    return Wording(
        title=title.text,
        description="\n".join([join(ordered + distractor, locale=locale), *lines]),
        claims="\n".join([title.text, *ordered, *lines]),
        stated=stated | frozenset(open_facts),
    )


def _values(spec: Spec, title: Title, said: dict[str, str]) -> dict[str, str]:
    return said | {"noun": title.noun, "brand": spec.brand, "model": spec.model}


def _opener(spec: Spec, title: Title, said: dict[str, str], locale: str, rng: np.random.Generator) -> str:
    told = {name for name in said if spec.places[name] in ("title", "body")}
    known = {"a", "noun", "brand", "model"} | told
    options = [opener for opener in spec.leaf.text[locale]["openers"] if slots(opener) <= known]
    return pick(rng, options)


def _fact(name: str, value: str, as_list: bool, locale: str, rng: np.random.Generator) -> str:
    phrases = load("phrases")
    if as_list:
        return str(phrases["label_line"][locale].format(label=phrases["labels"][locale][name], value=value))
    return fill(pick(rng, phrases["states"][locale][name]), {"value": value})


def _distractor(spec: Spec, locale: str, rng: np.random.Generator) -> str:
    kind = "distractors" if "colour" in spec.attributes else "colourless_distractors"
    others = [colour for colour in COLOURS if colour != spec.attributes.get("colour")]
    values = {
        "other_colour": terms("colour", pick(rng, others), locale)[0],
        "other_model": pick(rng, [model for model in spec.leaf.models if not spec.model.startswith(model)]),
        "brand": spec.brand,
    }
    options = load("phrases")[kind][locale]
    if spec.leaf.parent in WEARABLE:
        options = options + load("phrases")["wearable_distractors"].get(locale, [])
    return fill(pick(rng, options), values)
