"""Which attributes are looked for, of which kind, and by what vocabulary."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from catalog.features.types import Kind
from catalog.features.vocabulary import Vocabulary, load_data, load_vocabulary

ValueKind = Literal["closed", "measure", "open"]
MAX_LISTED = 2  # "cotton and linen" is what a thing is made of; three colours in a row are a choice on offer


@dataclass(frozen=True, slots=True)
class AttributeSchema:
    """One attribute: `closed` has a vocabulary, `measure` an amount with a unit, `open` whatever the feed says."""

    name: str
    value_kind: ValueKind
    kind: Kind = "attribute"
    vocabulary: Vocabulary | None = None
    single: bool = True  # a product has one value, or few as a list
    of_body: bool = False  # says how the body of the product is: "rubber sole" does not make a rubber shoe


@dataclass(frozen=True, slots=True)
class Schema:
    """All attributes, and the names by which feeds call them."""

    attributes: tuple[AttributeSchema, ...]
    feed_names: Mapping[str, str]  # lower case, spaces → name of an attribute

    @property
    def closed(self) -> tuple[AttributeSchema, ...]:
        """Return the attributes that are looked for in running text."""
        return tuple(attribute for attribute in self.attributes if attribute.value_kind == "closed")

    def get(self, name: str) -> AttributeSchema | None:
        """Return the attribute of this name."""
        return next((attribute for attribute in self.attributes if attribute.name == name), None)

    def of_feed(self, field: str) -> AttributeSchema | None:
        """Return the attribute that a feed's field name stands for: `Country_of_origin` is the origin."""
        plain = " ".join(field.lower().replace("_", " ").replace("-", " ").replace(".", " ").split())
        return self.get(self.feed_names.get(plain, ""))


@cache
def default_schema() -> Schema:
    """Return the schema of general retail."""
    closed = (
        AttributeSchema("colour", "closed", vocabulary=load_vocabulary("colour"), of_body=True),
        AttributeSchema("material", "closed", vocabulary=load_vocabulary("material"), of_body=True),
        AttributeSchema("pattern", "closed", vocabulary=load_vocabulary("pattern"), of_body=True),
        AttributeSchema("origin", "closed", vocabulary=load_vocabulary("origin")),
        AttributeSchema("function", "closed", "function", load_vocabulary("function"), single=False),
        AttributeSchema("audience", "closed", "audience", load_vocabulary("audience"), single=False),
    )
    measures = ("weight", "capacity", "size", "diameter", "height", "length", "width", "depth", "thickness")
    others = ("battery life", "maximum load", "power", "battery capacity", "brightness")
    measured = tuple(AttributeSchema(name, "measure") for name in (*measures, *others))
    names = {feed: name for name, feeds in load_data("names").items() for feed in feeds}
    return Schema((*closed, *measured), names)
