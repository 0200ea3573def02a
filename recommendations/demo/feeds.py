"""Feed attributes: the few structured fields that some products come with."""

import numpy as np

from recommendations.demo.draws import chance, pick
from recommendations.demo.sentences import capital, say
from recommendations.demo.specs import Spec

NAMES = {"colour": ("color", "colour"), "audience": ("gender", "audience"), "origin": ("origin", "country_of_origin")}
REPEATED_SHARE = 0.08  # attributes already told in the text that the feed repeats


def write_feed_attributes(spec: Spec, rng: np.random.Generator) -> tuple[dict[str, str], frozenset[str]]:
    """Write the feed attributes of a product in English; return them and the facts they state."""
    names = [name for name in spec.attributes if _in_feed(spec, name, rng)]
    attributes = {_field(name, rng): capital(say(spec, name, locale="en", rng=rng)) for name in names}
    if chance(rng, 0.15):
        attributes["sku"] = f"{spec.brand[:2].upper()}-{int(rng.integers(1000, 9999))}"
    if chance(rng, 0.08):
        attributes["warranty"] = pick(rng, ("1 year", "2 years", "24 months"))
    return attributes, frozenset(names)


def _in_feed(spec: Spec, name: str, rng: np.random.Generator) -> bool:
    return spec.places[name] == "feed" or (spec.places[name] != "nowhere" and chance(rng, REPEATED_SHARE))


def _field(name: str, rng: np.random.Generator) -> str:
    return pick(rng, NAMES.get(name, (name.replace(" ", "_"),)))
