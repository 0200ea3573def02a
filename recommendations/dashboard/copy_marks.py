"""A text cut where findings and facts begin and end."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Stored = Mapping[str, Any]  # a fact or a finding as the copy's JSON has it


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of the text; `fact` is the id of the fact that proves it, `finding` what is wrong with it."""

    text: str
    fact: Stored | None = None
    finding: Stored | None = None


def marks_of(text: str, *, facts: Sequence[Stored], findings: Sequence[Stored]) -> list[Mark]:
    """Cut a text into pieces that each lie within one fact and one finding at most; joined they are the text."""
    proven = [(start, end, fact) for fact in facts for start, end in _places(text, fact)]
    proven.sort(key=lambda span: span[0] - span[1])  # the longest proof of a word is the one that is shown
    faulty = [(*_span(finding, len(text)), finding) for finding in findings]
    cuts = sorted({0, len(text), *(edge for start, end, _ in [*proven, *faulty] for edge in (start, end))})
    return [Mark(text[a:b], _covering(proven, a), _covering(faulty, a)) for a, b in pairwise(cuts)]


def _places(text: str, fact: Stored) -> list[tuple[int, int]]:
    words = {str(fact.get(name) or "").strip() for name in ("value", "evidence")} - {""}
    return [match.span() for word in words for match in re.finditer(_whole(word), text, re.IGNORECASE)]


def _whole(word: str) -> str:
    """Match a word that is not part of a longer one; scripts without spaces have no such borders."""
    before, after = (r"(?<!\w)" if word[0].isascii() else "", r"(?!\w)" if word[-1].isascii() else "")
    return before + re.escape(word) + after


def _span(finding: Stored, length: int) -> tuple[int, int]:
    start, end = (finding.get("span") or [0, 0])[:2]
    return max(0, min(start, length)), max(0, min(end, length))


def _covering(spans: Sequence[tuple[int, int, Stored]], at: int) -> Stored | None:
    return next((stored for start, end, stored in spans if start <= at < end), None)
