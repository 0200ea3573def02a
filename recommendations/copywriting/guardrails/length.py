"""Copy is one or two sentences: neither a scrap nor a page."""

from recommendations.copywriting.guardrails.evidence import Evidence
from recommendations.copywriting.locales import UNSPACED, language_of
from recommendations.copywriting.types import Finding

SHORTEST, LONGEST = 15, 240
SHORTEST_UNSPACED, LONGEST_UNSPACED = 6, 110  # Chinese and Japanese say as much in half the characters


def limits(locale: str) -> tuple[int, int]:
    """Return the fewest and the most characters of a copy in this locale."""
    if language_of(locale) in UNSPACED:
        return SHORTEST_UNSPACED, LONGEST_UNSPACED
    return SHORTEST, LONGEST


def check(text: str, evidence: Evidence) -> list[Finding]:
    """Block texts that are too short or too long."""
    shortest, longest = limits(evidence.locale)
    length = len(text.strip())
    if length < shortest:
        message = f"The text has {length} characters; it needs at least {shortest}."
        return [Finding("block", "length", 0, len(text), message, "Say what the product is and whom it suits.")]
    if length > longest:
        message = f"The text has {length} characters; {longest} is the most."
        return [Finding("block", "length", longest, len(text), message, "Shorten it to one or two sentences.")]
    return []
