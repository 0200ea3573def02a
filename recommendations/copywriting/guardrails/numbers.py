"""Numbers and units must be the product's."""

from recommendations.copywriting.guardrails.evidence import Evidence
from recommendations.copywriting.quantities import Quantity, read_quantities
from recommendations.copywriting.types import Finding
from recommendations.copywriting.units import lone_unit_pattern, read_unit


def check(text: str, evidence: Evidence) -> list[Finding]:
    """Block numbers that the product does not have with this unit, and units it does not have; warn of odd counts."""
    quantities = read_quantities(text, evidence.locale)
    findings = [finding for quantity in quantities if (finding := _judge(quantity, evidence))]
    return findings + _lone_units(text, quantities, evidence)


def _judge(quantity: Quantity, evidence: Evidence) -> Finding | None:
    same = [known for known in evidence.quantities if quantity.same_value(known)]
    if not same:
        return _finding(quantity, "number", f"{quantity.written!r}: the product has no such number.", evidence)
    if quantity.unit and not any(known.unit == quantity.unit for known in same):
        return _finding(
            quantity, "unit", f"{quantity.written!r}: the product has this number in another unit.", evidence
        )
    counted = {word for known in same for word in known.counts}
    if not quantity.unit and quantity.counts and not any(_same_word(word, counted) for word in quantity.counts):
        message = f"{quantity.written!r} counts something else in the product's texts."
        return Finding("warn", "number", quantity.start, quantity.end, message)
    return None


def _finding(quantity: Quantity, code: str, message: str, evidence: Evidence) -> Finding:
    alternatives = sorted({k.written for k in evidence.quantities if quantity.unit and k.unit == quantity.unit})
    suggestion = f"Write {' or '.join(alternatives[:3])}, or delete it." if alternatives else "Delete it."
    return Finding("block", code, quantity.start, quantity.end, message, suggestion)


def _same_word(word: str, others: set[str]) -> bool:
    """Return whether a counted noun is among others, in singular or plural."""
    return any(word[:4] == other[:4] for other in others if other)


def _lone_units(text: str, quantities: list[Quantity], evidence: Evidence) -> list[Finding]:
    known = {quantity.unit for quantity in evidence.quantities}
    taken = {position for quantity in quantities for position in range(quantity.start, quantity.end)}
    return [
        Finding("block", "unit", m.start(), m.end(), f"{m[0]!r}: the product is not measured in this.", "Delete it.")
        for m in lone_unit_pattern().finditer(text)
        if m.start() not in taken and read_unit(m[0]) not in known and m[0].casefold() not in evidence.words
    ]
