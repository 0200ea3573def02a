"""Holds a text against the product as it is now."""

from collections.abc import Iterable, Sequence

from recommendations.copywriting import guardrails
from recommendations.copywriting.facts import build_facts, gate_texts
from recommendations.copywriting.types import Fact, Finding, ProductSheet
from recommendations.models import Copy
from recommendations.selectors.copy_sheets import product_sheets, store_vocabulary


def copies_check(copies: Iterable[Copy]) -> dict[int, tuple[Sequence[Fact], Sequence[Finding]]]:
    """Return copy → the product's present facts and what the gate finds in the text, in four queries."""
    rows = list(copies)
    sheets, vocabulary = product_sheets(row.product_id for row in rows), store_vocabulary()
    checked: dict[int, tuple[Sequence[Fact], Sequence[Finding]]] = {}
    for row in rows:
        sheet: ProductSheet = sheets[row.product_id]
        facts = build_facts(sheet, row.locale)
        texts = gate_texts(sheet, row.locale)
        findings = guardrails.check(row.text, facts=facts, texts=texts, locale=row.locale, vocabulary=vocabulary)
        checked[row.pk] = facts, findings
    return checked


def copy_take_gate(copy: Copy) -> list[Finding]:
    """Run the gate and put facts and findings into the (unsaved) copy; return the blocking findings."""
    facts, findings = copies_check([copy])[copy.pk]
    copy.facts = [fact.as_dict() for fact in facts]
    copy.findings = [finding.as_dict() for finding in findings]
    return [finding for finding in findings if finding.severity == "block"]
