"""What shoppers type into the search box, in their own language and words."""

import numpy as np

from recommendations.demo.data_files import load
from recommendations.demo.draws import chance, pick
from recommendations.demo.leaves import leaves
from recommendations.demo.sentences import slots
from recommendations.demo.shoppers import Taste
from recommendations.demo.vocabulary import FUNCTIONS, terms

TYPO_SHARE = 0.03


def write_query(taste: Taste, leaf_index: int, *, locale: str, rng: np.random.Generator) -> str:
    """Write a search for something in a leaf, as a shopper with this taste would put it."""
    leaf = leaves()[leaf_index]
    words = {"noun": pick(rng, leaf.text[locale]["nouns"]), "category": leaf.names[locale]}
    functions = [name for name in taste.functions if name in leaf.functions and name in FUNCTIONS]
    if functions:
        words["function"] = terms("function", pick(rng, functions), locale)[0]
    if taste.colour in leaf.colours:
        words["colour"] = terms("colour", taste.colour, locale)[0]
    if taste.make in leaf.makes and leaf.make_name == "material":
        words["material"] = terms("material", taste.make, locale)[0]
    if taste.audience and leaf.audience_share > 0.3:
        words["audience"] = terms("audience", taste.audience, locale)[0]
    brands = [brand["name"] for brand in load("brands") if leaf.parent in brand["categories"]]
    words["brand"] = pick(rng, [name for name in taste.brands if name in brands] or brands)
    options = [template for template in load("phrases")["queries"][locale] if slots(template) <= set(words)]
    query = str(pick(rng, options).format(**words)).lower()
    return _mistyped(query, rng) if chance(rng, TYPO_SHARE) and query.isascii() and len(query) > 6 else query


def _mistyped(query: str, rng: np.random.Generator) -> str:
    place = int(rng.integers(1, len(query) - 2))
    return query[:place] + query[place + 1] + query[place] + query[place + 2 :]
