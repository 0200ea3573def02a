"""The values and words that examples show, by category: what a new text is compared with."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from catalog.features.tagging.labels import token_spans
from catalog.features.tagging.tokens import split_tokens
from catalog.features.tagging.types import Example

Words = tuple[str, ...]
Mark = tuple[str, str]  # attribute, and part of the value: S alone, B first, I within, E last


class Dictionary:
    """Counts which values and words state which attribute, in a category (first key) and anywhere ("")."""

    def __init__(self, examples: Iterable[Example] = ()) -> None:
        self.values: dict[tuple[str, Words], Counter[str]] = defaultdict(Counter)
        self.words: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.edges: dict[tuple[str, str, str, str], int] = defaultdict(int)
        self.uses: dict[tuple[str, str], int] = defaultdict(int)
        self.products: Counter[str] = Counter()
        self.longest = 1
        for example in examples:
            self._add(example)

    @classmethod
    def of_entries(cls, entries: Sequence[Sequence[Any]]) -> "Dictionary":
        """Return the dictionary that `entries` described."""
        dictionary = cls()
        tables: dict[str, Any] = vars(dictionary)
        for table, place, counted, name, count in entries:
            if table == "longest":
                dictionary.longest = count
            elif table in ("values", "words"):
                key = (place, tuple(counted) if table == "values" else counted)
                tables[table][key][name] = count
            elif table == "products":
                dictionary.products[place] = count
            else:
                tables[table][(place, *counted)] = count
        return dictionary

    def entries(self) -> list[tuple[str, str, Any, str, int]]:
        """Return all counts as rows (table, category, what, attribute, count) that JSON can hold."""
        found: list[tuple[str, str, Any, str, int]] = [("longest", "", "", "", self.longest)]
        for (place, value), names in self.values.items():
            found += [("values", place, value, name, count) for name, count in names.items()]
        for (place, word), names in self.words.items():
            found += [("words", place, word, name, count) for name, count in names.items()]
        found += [("edges", place, rest, "", count) for (place, *rest), count in self.edges.items()]
        found += [("uses", place, (name,), "", count) for (place, name), count in self.uses.items()]
        found += [("products", place, "", "", count) for place, count in self.products.items()]
        return found

    def _add(self, example: Example) -> None:
        tokens = split_tokens(example.passage.text)
        words = tuple(token.word for token in tokens)
        stated = [""] * len(tokens)
        for name, (first, behind) in token_spans(example, tokens).items():
            stated[first:behind] = [name] * (behind - first)
            self._add_value(example.passage.category, name, words[first:behind])
        for category in (example.passage.category, ""):
            self.products[category] += 1
            for word, name in zip(words, stated, strict=True):
                self.words[category, word][name] += 1

    def _add_value(self, category: str, name: str, value: Words) -> None:
        self.longest = max(self.longest, len(value))
        for place in (category, ""):
            self.values[place, value][name] += 1
            self.uses[place, name] += 1
            self.edges[place, name, "first", value[0]] += 1
            self.edges[place, name, "last", value[-1]] += 1

    def marks(self, category: str, words: Sequence[str]) -> list[list[Mark]]:
        """Return, per word, of which known values it may be part; from each word on, the longest value counts."""
        marks: list[list[Mark]] = [[] for _ in words]
        for first in range(len(words)):
            size, names = self._longest_value(category, words, first)
            for name in names:
                for offset in range(size):
                    here = marks[first + offset]
                    if all(known != name for known, _ in here):
                        here.append((name, _part(offset, size)))
        return marks

    def _longest_value(self, category: str, words: Sequence[str], first: int) -> tuple[int, Mapping[str, int]]:
        for size in range(min(self.longest, len(words) - first), 0, -1):
            names = self.values.get((category, tuple(words[first : first + size])))
            if names:
                return size, names
        return 0, {}


def _part(offset: int, size: int) -> str:
    if size == 1:
        return "S"
    return "B" if offset == 0 else "E" if offset == size - 1 else "I"
