"""What materials, colours and claims have in common: each mention needs the same one in the product."""

from recommendations.copywriting.guardrails.evidence import Evidence
from recommendations.copywriting.types import Finding
from recommendations.copywriting.vocabulary import concept_index


def unsupported_mentions(text: str, evidence: Evidence, *, kind: str, code: str, noun: str) -> list[Finding]:
    """Block each mention of a concept that the product's texts and facts do not mention in the same sense."""
    known = evidence.concepts[kind]
    own = sorted({name for name, negated in known if not negated})
    suggestion = f"The product has: {', '.join(own)}." if own else "Delete it."
    return [
        Finding(
            "block",
            code,
            mention.start,
            mention.end,
            f"{text[mention.start : mention.end]!r}: the product does not name this {noun}.",
            suggestion,
        )
        for mention in concept_index(kind, evidence.locale).find(evidence.without_brand(text))
        if (mention.concept, mention.negated) not in known
    ]
