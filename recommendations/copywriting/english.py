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
    moments moment life touch time day days piece pleasure home addition
""")
# Selling words of which each copy gets half.
BY_TURNS = _words("""
    great good lovely nice perfect ideal easy handy choice companion gift treat smart classic favourite favorite
    beautiful useful reliable comfortable
""")
# After a preposition none of these may stand, and after the name of a brand they make it the subject.
FINITE = _words("""
    is are was were has have makes brings gives keeps helps takes comes goes holds adds fits works lets offers stays
    can will
""")
PREPOSITIONS = _words("to for with of in by from at on into over")
# "A" and "the" announce a noun; none of these is one, or leads to one.
NOT_AFTER_DETERMINER = (
    FINITE
    | PREPOSITIONS
    | _words("""
    a an the and or but that this it its you your they their be been if because when while so than which who
    look feel made designed make get bring enjoy discover welcome
""")
)
# A sentence that ends with one of these was about to go on.
HOLLOW_ENDINGS = (
    FINITE
    | PREPOSITIONS
    | _words("""
    a an the and or but that your its their our best favorite favourite choice too also designed made ready easy
""")
)
# Adjectives that product texts and small models use; after "a" they need a noun.
ADJECTIVES = _words("""
    relaxing calming soothing lightweight light comfortable breathable waterproof windproof durable organic vegan
    perfect great good lovely nice ideal easy simple handy beautiful smart useful fun friendly cosy cozy warm soft cool
    hot cold fresh natural handmade scented recycled recyclable reusable portable foldable packable washable
    insulated padded woven knitted plain plaid hooded sturdy strong small large big long short slim thin thick
    compact quiet wireless rechargeable adjustable stretchy supportive sustainable seamless sweet fruity floral
    herbal non-slip stackable quick-drying easy-care caffeine-free sugar-free gluten-free fragrance-free cruelty-free
    energising energizing
    dishwasher-safe machine-washable ready favourite favorite
""")
