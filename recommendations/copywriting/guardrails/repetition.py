"""Words that come again and again."""

import re
from collections import Counter
from itertools import pairwise

from recdash.llm.function_words import FUNCTION_WORDS
from recommendations.copywriting.guardrails.evidence import Evidence
from recommendations.copywriting.locales import UNSPACED, language_of
from recommendations.copywriting.types import Finding

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_DOUBLED_RUN = re.compile(r"([^\s。，、！？,.]{4,})[。，、！？,.\s]*\1")
_MOST = 2  # times a word may come in one or two sentences


def check(text: str, evidence: Evidence) -> list[Finding]:
    """Block a doubled word or a run of three words that comes twice; warn of a word that comes three times."""
    if language_of(evidence.locale) in UNSPACED:
        return [_blocked(m.start(), m.end(), m[1]) for m in _DOUBLED_RUN.finditer(text)]
    words = [(match[0].casefold(), match.start(), match.end()) for match in _WORD.finditer(text)]
    return [*_doubled(words), *_runs(words), *_frequent(words)]


def _doubled(words: list[tuple[str, int, int]]) -> list[Finding]:
    return [
        _blocked(a[1], b[2], a[0]) for a, b in pairwise(words) if a[0] == b[0] and a[0].isalpha() and b[1] - a[2] == 1
    ]


def _runs(words: list[tuple[str, int, int]]) -> list[Finding]:
    seen: set[tuple[str, ...]] = set()
    findings = []
    for position in range(len(words) - 2):
        run = tuple(word for word, _, _ in words[position : position + 3])
        if run in seen:
            findings.append(_blocked(words[position][1], words[position + 2][2], " ".join(run)))
        seen.add(run)
    return findings


def _frequent(words: list[tuple[str, int, int]]) -> list[Finding]:
    counts = Counter(word for word, _, _ in words if len(word) > 3 and word not in FUNCTION_WORDS)
    last = {word: (start, end) for word, start, end in words}
    return [
        Finding("warn", "repetition", *last[word], f"{word!r} comes {count} times.", "Use another word.")
        for word, count in counts.items()
        if count > _MOST
    ]


def _blocked(start: int, end: int, said: str) -> Finding:
    return Finding("block", "repetition", start, end, f"{said!r} is said twice.", "Say it once.")
