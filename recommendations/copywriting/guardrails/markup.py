"""Remnants of markup, templates and prompts."""

import re

from recommendations.copywriting.guardrails.evidence import Evidence
from recommendations.copywriting.types import Finding

_REMNANTS = re.compile(
    r"<[^<>\n]{1,200}>|<\||\|>|&(?:[a-z]{2,8}|#\d{1,6});|\{[^{}\n]*\}|\[/?[A-Za-z_ ]{2,20}\]"
    r"|```|\*\*|__|^#{1,6} |%[sd]\b"
    r"|https?://\S+|www\.\S+|\S+@\S+\.\w+|[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]"
    r"|\b(?:ignore|disregard|forget) (?:all |any |the )?(?:previous|above|prior|earlier)\b"
    r"|\b(?:system|assistant|user) ?:|\bas an ai\b|\blanguage model\b|\bi(?:'m| am) sorry\b|\bi cannot\b"
    r"|^(?:sure|certainly|of course|here (?:is|are)|here's)\b[^.]*:"
    r"|\b(?:facts|title|description|audience|the reader likes) ?:"
    r"|\blorem ipsum\b|javascript:",
    re.IGNORECASE | re.MULTILINE,
)


def check(text: str, evidence: Evidence) -> list[Finding]:
    """Block tags, entities, placeholders, links, control characters, and words that come from a prompt."""
    return [
        Finding("block", "markup", m.start(), m.end(), f"{m[0]!r} does not belong into copy.", "Delete it.")
        for m in _REMNANTS.finditer(text)
    ]
