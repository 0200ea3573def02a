"""Which interests the catalog knows by what words: only those can be met by a product."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.db.models import Count

from catalog.features.schema import default_schema
from catalog.models import Category, Product
from recdash.lib.text import split_words
from users.interests.price_bands import NAMES
from users.interests.types import Key
from users.services.shelves import banded_products
from users.services.telling import brand_key, feature_label, telling_features

MOST_NEAR = 5


@dataclass(slots=True)
class KnownInterests:
    """All interests that products can meet: how many do, and by which names, written as `plain` does."""

    products: Counter[Key] = field(default_factory=Counter)
    labels: dict[Key, str] = field(default_factory=dict)
    names: dict[str, set[Key]] = field(default_factory=lambda: defaultdict(set))

    def named(self, words: str) -> Key | None:
        """Return the interest of this name: the one it is the own name of, or else that which most products meet."""
        keys = self._frequent(self.names.get(plain(words), set()))
        own = [key for key in keys if plain(words) in (plain(key[2]), plain(self.labels[key]))]
        return next(iter(own + keys), None)

    def near(self, words: str, most: int = MOST_NEAR) -> list[str]:
        """Return the labels of interests that share a word with these words, then of those spelt like them."""
        wanted = set(split_words(plain(words)))
        sharing = {key for name, keys in self.names.items() if wanted & set(split_words(name)) for key in keys}
        spelt = {key for name in get_close_matches(plain(words), self.names, n=most) for key in self.names[name]}
        ordered = [*self._frequent(sharing), *self._frequent(spelt - sharing)]
        return list(dict.fromkeys(self.labels[key] for key in ordered))[:most]

    def _frequent(self, keys: set[Key]) -> list[Key]:
        return sorted(keys, key=lambda key: (-self.products[key], key))


def plain(words: str) -> str:
    return " ".join(words.casefold().split())


def interests_known() -> KnownInterests:
    """Read what the current store's products have, with its names: as written, normalised, and translated."""
    known = KnownInterests()
    rows = telling_features().values_list("kind", "name", "normalised", "value")
    for kind, name, value, written, count in rows.annotate(count=Count("pk")).order_by():
        known.products[kind, name, value] += count
        known.names[plain(written)].add((kind, name, value))
    brands = Product.objects.exclude(brand="").values_list("brand").annotate(count=Count("pk")).order_by()
    known.products.update({brand_key(brand): count for brand, count in brands})
    known.products.update(banded_products())
    categories = {category.path: category for category in Category.objects.all()}
    known.labels = {
        key: feature_label(key, {path: category.name for path, category in categories.items()})
        for key in known.products
    }
    names = [*_own_names(known), *_category_names(known, categories), *_price_names(known), *_translations(known)]
    for key, name in names:
        known.names[plain(name)].add(key)
    return known


def _own_names(known: KnownInterests) -> Iterator[tuple[Key, str]]:
    for key, label in known.labels.items():
        kind, name, value = key
        yield from ((key, text) for text in (value, label, f"{name} {value}", f"{name}: {value}", f"{kind} {value}"))


def _category_names(known: KnownInterests, categories: dict[str, Category]) -> Iterator[tuple[Key, str]]:
    for key in known.labels:
        category = categories.get(key[2]) if key[0] == "category" else None
        if category:
            yield from ((key, str(name)) for name in category.names.values())


def _price_names(known: KnownInterests) -> Iterator[tuple[Key, str]]:
    for key in known.labels:
        if key[0] == "price":
            yield from ((key, name) for name in NAMES[key[2]].values())


def _translations(known: KnownInterests) -> Iterator[tuple[Key, str]]:
    """Yield the synonyms of each language; a phrase that begins with ! is the word in another meaning."""
    for attribute in default_schema().closed:
        for value, languages in attribute.vocabulary.values.items() if attribute.vocabulary else ():
            key = (attribute.kind, attribute.name, value)
            if key in known.labels:
                phrases = [phrase for some in languages.values() for phrase in some]
                yield from ((key, phrase.strip("*")) for phrase in phrases if not phrase.startswith("!"))
