"""The store's category tree as feeds speak of it: a path such as "Make-up > lip_liner" and the category it means."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from django.utils.text import slugify

from catalog.models import Category

SEPARATOR = " > "
MAX_SLUG = 100
_DIGEST = 10

Key = tuple[str, ...]


class CategoryTree:
    """The categories of the current store, found by what a feed calls them."""

    def __init__(self, rows: Iterable[Category]) -> None:
        ordered = sorted(rows, key=lambda row: row.pk)
        parents = {row.parent_id for row in ordered}
        leaves = [row for row in ordered if row.pk not in parents]
        counts = Counter(_folded(row.name) for row in leaves)
        self._leaves = {_folded(row.name): row for row in leaves if counts[_folded(row.name)] == 1}
        self._slugs = {row.slug: row for row in ordered}
        self._paths = {path_key(path_names(row.path)): row for row in reversed(ordered)}

    @classmethod
    def load(cls) -> "CategoryTree":
        """Read the tree of the current store in one query."""
        return cls(Category.objects.only("pk", "store", "parent", "slug", "name", "path"))

    def find(self, feed_category: str) -> Category | None:
        """Return the category of a feed's path: a node of the tree, or the only leaf of that name."""
        names = path_names(feed_category)
        if not names:
            return None
        return self.node(names) or (self._leaves.get(_folded(names[0])) if len(names) == 1 else None)

    def node(self, names: list[str]) -> Category | None:
        """Return the node at this path, also where staff renamed or moved it since a feed made it."""
        return self._paths.get(path_key(names)) or self._slugs.get(path_slug(names))


def path_names(path: str) -> list[str]:
    """Return the names of a path as people write them, "lip_liner" as "Lip liner"; of a repeated name the first."""
    names: list[str] = []
    for part in path.split(SEPARATOR.strip()):
        name = _written(part)
        if name and (not names or _folded(name) != _folded(names[-1])):
            names.append(name)
    return names


def path_key(names: Iterable[str]) -> Key:
    """Return what two spellings of one path have in common."""
    return tuple(_folded(name) for name in names)


def path_slug(names: Iterable[str]) -> str:
    """Return the short name of a category made from this path; it stays when the category is renamed or moved.

    A digest keeps apart what a short name cannot: long paths, and letters that are not English.
    """
    key = path_key(names)
    parts = [slugify(name) for name in key]
    slug = "--".join(parts)
    if len(slug) <= MAX_SLUG and all(name.isascii() for name in key) and all(parts):
        return slug
    digest = sha256(SEPARATOR.join(key).encode()).hexdigest()[:_DIGEST]
    return f"{slug[: MAX_SLUG - _DIGEST - 1]}-{digest}".lstrip("-")


def _written(name: str) -> str:
    words = _spaced(name)
    return words[:1].upper() + words[1:] if words.islower() else words


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", _spaced(name)).casefold()


def _spaced(name: str) -> str:
    return " ".join(re.split(r"[\s_]+", name)).strip()
