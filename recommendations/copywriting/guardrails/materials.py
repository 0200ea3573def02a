"""Materials must be the product's."""

from recommendations.copywriting.guardrails.concepts import unsupported_mentions
from recommendations.copywriting.guardrails.evidence import Evidence
from recommendations.copywriting.types import Finding


def check(text: str, evidence: Evidence) -> list[Finding]:
    """Block materials that the product does not name; "steel" is covered by "stainless steel", not the reverse."""
    return unsupported_mentions(text, evidence, kind="materials", code="material", noun="material")
