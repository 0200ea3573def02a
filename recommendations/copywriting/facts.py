"""The fact sheet: what copy may say of a product. A price is no fact for copy, it changes too soon."""

from collections.abc import Iterator

from recommendations.copywriting.types import Fact, ProductSheet, Words

_IDENTIFIERS = ("sku", "gtin", "ean", "upc", "mpn", "id", "item_group_id", "url", "link", "image")
_CHANGING = ("price", "sale_price", "currency", "stock", "rating", "availability", "shipping")
_NO_FACTS = frozenset({*_IDENTIFIERS, *_CHANGING})
_NO_VALUES = frozenset({"", "no", "false", "none", "null", "n/a", "-", "nein", "non", "0"})


def build_facts(sheet: ProductSheet, locale: str) -> tuple[Fact, ...]:
    """Return brand, category, feed attributes and features, each value of a name once, in this order."""
    facts: dict[tuple[str, str], Fact] = {}
    for fact in (*_own_facts(sheet, locale), *_attribute_facts(sheet), *_feature_facts(sheet, locale)):
        if fact.value.strip().casefold() not in _NO_VALUES:
            facts.setdefault((fact.name.casefold(), fact.value.casefold()), fact)
    return tuple(facts.values())


def words_in(sheet: ProductSheet, locale: str) -> Words | None:
    """Return the product's words in a locale, else in another locale of its language, else None."""
    language = locale.partition("-")[0]
    near = sorted(own for own in sheet.texts if own.partition("-")[0] == language)
    return sheet.texts.get(locale) or next((sheet.texts[own] for own in near), None)


def gate_texts(sheet: ProductSheet, locale: str) -> tuple[str, ...]:
    """Return the product's texts in the language of a copy: what its wording is held against."""
    words = words_in(sheet, locale)
    return (words.title, words.description) if words else ()


def _own_facts(sheet: ProductSheet, locale: str) -> Iterator[Fact]:
    category = sheet.category_names.get(locale) or sheet.category
    yield Fact("brand", "brand", sheet.brand, "brand", sheet.brand)
    yield Fact("category", "category", category, "category", category)


def _attribute_facts(sheet: ProductSheet) -> Iterator[Fact]:
    for name, value in sheet.attributes.items():
        if name.casefold().replace(" ", "_") not in _NO_FACTS:
            yield Fact(f"attribute:{name}", name, value, f"attributes.{name}", value)


def _feature_facts(sheet: ProductSheet, locale: str) -> Iterator[Fact]:
    for feature in sheet.features:
        if feature.kind != "category":
            name = feature.name or feature.kind
            # "Merino" stays "Merino": the normalised "merino wool" is ours, and not what the shop wrote.
            as_written = feature.kind == "attribute" and _is_in(feature.field, locale)
            value = feature.value if as_written else feature.normalised
            yield Fact(f"{name}:{feature.normalised}", name, value, feature.field, feature.value)


def _is_in(field: str, locale: str) -> bool:
    """Say whether a field speaks the copy's language; feed attributes have no locale and count as doing so."""
    _, colon, own = field.partition(":")
    return not colon or own.partition("-")[0] == locale.partition("-")[0]
