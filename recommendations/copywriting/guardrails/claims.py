"""What a product is said to do or be must be the product's: waterproof, organic, wireless."""

from recommendations.copywriting.guardrails.concepts import unsupported_mentions
from recommendations.copywriting.guardrails.evidence import Evidence
from recommendations.copywriting.types import Finding


def check(text: str, evidence: Evidence) -> list[Finding]:
    """Block claims that the product does not make; "water-resistant" is covered by "waterproof", not the reverse."""
    return unsupported_mentions(text, evidence, kind="claims", code="claim", noun="property")
