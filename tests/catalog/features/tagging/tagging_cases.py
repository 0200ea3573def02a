"""Small annotated titles for tests of the trained extractor."""

from catalog.features.tagging.types import Example, Passage

_BRANDS = ("Norda", "Fell", "Kato", "Tamm")
_COLOURS = ("red", "navy blue", "sage", "black")
_SIZES = ("250 ml", "1 l", "330 ml", "2 l", "500 ml")


def example(text: str, category: str = "Mugs", **values: str) -> Example:
    """Return an example in which each value stands where it first occurs."""
    spans = {name: (text.index(value), text.index(value) + len(value)) for name, value in values.items()}
    return Example(Passage(text, category), spans)


def mugs(count: int) -> list[Example]:
    """Return titles of one form with brand, colour and size, no two alike up to twenty."""
    found = []
    for number in range(count):
        brand, size = _BRANDS[number % 4], _SIZES[number % 5]
        colour = _COLOURS[(number // 4) % 4]
        found.append(example(f"{brand} mug, {colour}, {size}", brand=brand, colour=colour, size=size))
    return found
