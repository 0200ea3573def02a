"""The fact gate: every guardrail, and the one call that runs them all."""

from collections.abc import Callable, Sequence

from recommendations.copywriting.guardrails import (
    brands,
    claims,
    colours,
    language,
    length,
    markup,
    materials,
    numbers,
    repetition,
    superlatives,
)
from recommendations.copywriting.guardrails.evidence import Evidence, evidence_of
from recommendations.copywriting.types import Fact, Finding
from recommendations.copywriting.vocabulary import Vocabulary

Guardrail = Callable[[str, Evidence], list[Finding]]

GUARDRAILS: tuple[Guardrail, ...] = (
    markup.check,
    length.check,
    language.check,
    numbers.check,
    materials.check,
    colours.check,
    claims.check,
    brands.check,
    superlatives.check,
    repetition.check,
)


def check(
    text: str, *, facts: Sequence[Fact], texts: Sequence[str], locale: str, vocabulary: Vocabulary
) -> list[Finding]:
    """Return what all guardrails find, in order of appearance.

    `texts` are the product's texts in the language of `locale`; facts count in every language.
    """
    return check_against(text, evidence_of(facts=facts, texts=texts, locale=locale, vocabulary=vocabulary))


def check_against(text: str, evidence: Evidence) -> list[Finding]:
    """Return what all guardrails find: `check` for many texts about one product."""
    findings = [finding for guardrail in GUARDRAILS for finding in guardrail(text, evidence)]
    return sorted(findings, key=lambda finding: (finding.start, finding.end))


def blocks(findings: Sequence[Finding]) -> bool:
    """Return whether any finding keeps a text from being approved."""
    return any(finding.severity == "block" for finding in findings)
