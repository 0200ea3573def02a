"""Merges the finds of several sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """One find of one source: score 0–1, and what it rests on in words."""

    pk: int
    score: float
    because: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """An item with the score and the ground of each source that found it."""

    pk: int
    scores: Mapping[str, float]
    because: Mapping[str, str]


def merge(finds: Mapping[str, Iterable[Found]]) -> dict[int, Merged]:
    """Return item → its finds, in the order of the sources; the better of two finds by one source counts."""
    scores: dict[int, dict[str, float]] = {}
    because: dict[int, dict[str, str]] = {}
    for source, rows in finds.items():
        for found in rows:
            mine = scores.setdefault(found.pk, {})
            if found.score > mine.get(source, -1.0):
                mine[source] = found.score
                because.setdefault(found.pk, {})[source] = found.because
    return {pk: Merged(pk, mine, because[pk]) for pk, mine in scores.items()}
