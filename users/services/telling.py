"""Which features can be an interest, and the words for them."""

from django.db.models import QuerySet

from catalog.models import Feature
from users.interests.price_bands import LABELS
from users.interests.types import Key

WORDS_ALONE = frozenset({"colour", "material", "pattern", "flavour", "style"})  # "red" says enough without "colour"


def telling_features() -> QuerySet[Feature]:
    """Return the features that can be an interest: nobody is interested in 120 g."""
    return Feature.objects.exclude(status=Feature.Status.REJECTED).exclude(
        kind=Feature.Kind.ATTRIBUTE, normalised__regex=r"^\d"
    )


def brand_key(brand: str) -> Key:
    return ("brand", "brand", brand)


def feature_label(key: Key, categories: dict[str, str]) -> str:
    kind, name, value = key
    if kind == "category":
        return categories.get(value, value)
    if kind == "price":
        return LABELS.get(value, value)
    return value if kind != "attribute" or name in WORDS_ALONE else f"{name} {value}"
