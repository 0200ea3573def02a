"""What the trained extractor learns from, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Spans = Mapping[str, tuple[int, int]]  # attribute → characters [start, end) of the text
SpanScores = dict[tuple[str, int, int], float]  # attribute, first token, token behind the last → probability


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to read: a title, or a description, of a product of a category."""

    text: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A passage of which people said which characters state which attribute; all others state none."""

    passage: Passage
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that the trained extractor finds in a passage."""

    name: str
    value: str  # the very characters [start, end)
    start: int
    end: int
    confidence: float  # 0–1, calibrated on held-out examples
    sure: bool = False  # so confident that of such values the wanted share is right
