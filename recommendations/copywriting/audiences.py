"""Whom a copy addresses: everyone, or shoppers with one interest."""

from dataclasses import dataclass

from recommendations.copywriting.types import ProductSheet

AUDIENCE_KINDS = ("function", "category", "attribute")
TELLING_ATTRIBUTES = frozenset({"colour", "material", "pattern", "flavour", "style"})


@dataclass(frozen=True, slots=True)
class Audience:
    """An interest, as stored with a copy ("function:waterproof"), and in words."""

    key: str = ""
    label: str = ""


EVERYONE = Audience()


def audience_key(*, kind: str, value: str) -> str:
    """Return the key of an interest: function:waterproof, category:bags, attribute:blue."""
    return f"{kind}:{value}"


def product_audiences(sheet: ProductSheet) -> frozenset[str]:
    """Return the interests that a product truthfully answers: its category and the features it has.

    Attributes count where their value says enough by itself: "blue", not "20 l".
    """
    features = {
        audience_key(kind=feature.kind, value=feature.normalised)
        for feature in sheet.features
        if feature.kind in AUDIENCE_KINDS and (feature.kind != "attribute" or feature.name in TELLING_ATTRIBUTES)
    }
    categories = {audience_key(kind="category", value=sheet.category_slug)} if sheet.category_slug else set()
    return frozenset(features | categories)
