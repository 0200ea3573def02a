"""Tags of tokens: 0 is outside, 1 + 2a begins attribute a, 2 + 2a goes on with it (BIO)."""

from collections.abc import Iterable, Sequence

from catalog.features.tagging.tokens import Token, split_tokens, token_span
from catalog.features.tagging.types import Example

OUTSIDE = 0


def begin(attribute: int) -> int:
    """Return the tag of an attribute's first token."""
    return 1 + 2 * attribute


def inside(attribute: int) -> int:
    """Return the tag of an attribute's further tokens."""
    return 2 + 2 * attribute


def attribute_names(examples: Iterable[Example]) -> tuple[str, ...]:
    """Return the names of all attributes in alphabetical order, which numbers them."""
    return tuple(sorted({name for example in examples for name in example.spans}))


def token_spans(example: Example, tokens: list[Token]) -> dict[str, tuple[int, int]]:
    """Return, per attribute, its tokens [first, behind the last); values that cut a token in two are left out."""
    found = {name: token_span(tokens, *span) for name, span in example.spans.items()}
    return {name: span for name, span in found.items() if span is not None}


def example_facts(example: Example) -> set[tuple[str, int, int]]:
    """Return attribute, first token and token behind the last of each value."""
    spans = token_spans(example, split_tokens(example.passage.text))
    return {(name, first, behind) for name, (first, behind) in spans.items()}


def tag_example(example: Example, names: Sequence[str]) -> list[int]:
    """Return the tag of each token; of values that overlap only the shorter one is tagged."""
    tokens = split_tokens(example.passage.text)
    tags = [OUTSIDE] * len(tokens)
    spans = token_spans(example, tokens)
    for name, (first, behind) in sorted(spans.items(), key=lambda item: item[1][1] - item[1][0]):
        if name in names and not any(tags[first:behind]):
            attribute = names.index(name)
            tags[first:behind] = [begin(attribute), *[inside(attribute)] * (behind - first - 1)]
    return tags


def tag_names(names: Sequence[str]) -> list[str]:
    """Return the written tags in order: "O", "B-Brand", "I-Brand" …"""
    return ["O", *(f"{part}-{name}" for name in names for part in "BI")]
