"""More examples out of few: the same titles with other known values of the same attribute and category in them."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from catalog.features.tagging.types import Example

_EACH = 0.5  # chance of each value of a changed example to be exchanged


class ValueSwapper:
    """Exchanges values for others that stand in examples of the same category."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._known: dict[tuple[str, str], list[str]] = defaultdict(list)
        for example in examples:
            for name, (start, end) in example.spans.items():
                self._known[example.passage.category, name].append(example.passage.text[start:end])

    def swap(self, example: Example, chance: random.Random) -> Example:
        """Return a copy with some values exchanged; unchanged where values overlap."""
        ordered = sorted(example.spans.items(), key=lambda item: item[1])
        if any(one[1][1] > other[1][0] for one, other in pairwise(ordered)):
            return example
        text, done = "", 0
        spans: dict[str, tuple[int, int]] = {}
        for name, (start, end) in ordered:
            value = example.passage.text[start:end]
            if chance.random() < _EACH:
                value = chance.choice(self._known[example.passage.category, name])
            text += example.passage.text[done:start]
            spans[name] = (len(text), len(text) + len(value))
            text, done = text + value, end
        return Example(replace(example.passage, text=text + example.passage.text[done:]), spans)
