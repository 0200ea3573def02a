"""Colours must be the product's."""

from recommendations.copywriting.guardrails.concepts import unsupported_mentions
from recommendations.copywriting.guardrails.evidence import Evidence
from recommendations.copywriting.types import Finding


def check(text: str, evidence: Evidence) -> list[Finding]:
    """Block colours that the product does not name; "blue" is covered by "navy", not the reverse."""
    return unsupported_mentions(text, evidence, kind="colours", code="colour", noun="colour")
