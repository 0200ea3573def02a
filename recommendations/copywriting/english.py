"""Lists of English words for writing and judging copy."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# One of these, or an imperative at its start, makes a sentence of a heap of nouns.
VERBS = _words("""
    is are has have makes make brings bring gives give keeps keep helps help takes comes goes holds adds fits works
    lets offers stays meets turns feels looks
""")
IMPERATIVES = _words("enjoy discover meet find add take let wear use get bring make keep give try")
# A sentence that opens with these speaks of something said before, or of the reader.
VAGUE_OPENINGS = _words("you you're your it it's that this these they there here when by because to if we our us")
# Selling words with which a small model wanders off: every lamp an adventure, every pan an outfit.
LOOSE = _words("""
    adventure adventures journey outfit season weekend collection fun love loved friendly cosy cozy welcome fresh
    moments moment life touch time day days piece pleasure
""")
# Selling words of which each copy gets half.
BY_TURNS = _words("""
    great good lovely nice perfect ideal easy handy choice companion gift treat smart classic favourite favorite
    beautiful useful reliable comfortable addition
""")
