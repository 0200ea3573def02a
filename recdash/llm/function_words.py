"""English words that claim nothing about a product, so that a grounded text may always use them.

Left out on purpose: negations, numerals, quantities and superlatives ("no", "two", "all", "best"), which change or add
a fact, and words that promise ("free", "guaranteed", "safe").
"""

_FUNCTION_WORDS = """
a an and are as at be but by can for from has have in into is it its it's of on or so than that the their them
these they this those to was were when where which while who will with you your you'll you're yours her his our
us we if because about over between through during after before up out any how what whether also too
just even here there let make makes made get gets gives give bring brings need needs want wants like look looks
feel feels keep keeps help helps take takes use uses add adds find enjoy enjoys meet meets come comes go goes
"""

_SELLING_WORDS = """
great good lovely nice perfect ideal easy simple handy favourite favorite choice companion gift treat style
everyday day days home life moment moments time way ready made designed love loved discover welcome
beautiful fun smart useful comfortable friendly cosy cozy pleasure touch look feel
piece addition collection outfit season adventure adventures journey weekend
"""

_UNFINISHED_WORDS = """
a an and are as at be but by can for from has have in into is its it's of on or so than that the their these
this those to was were when where which while who will with your you'll you're his our if because
about over between through during after before any how what whether let make makes made get gets gives
give bring brings need needs want wants feel feels keep keeps help helps take takes use uses add adds find meet
meets even just also too
"""

FUNCTION_WORDS: tuple[str, ...] = tuple(_FUNCTION_WORDS.split())
# Words a shop may say of anything; pass them as a grounding's lexicon where the text is to sell.
SELLING_WORDS: tuple[str, ...] = tuple(_SELLING_WORDS.split())
# Words after which neither a comma nor the end of a sentence may stand.
UNFINISHED_WORDS: frozenset[str] = frozenset(_UNFINISHED_WORDS.split())
