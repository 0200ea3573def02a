"""The values of copywriting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["block", "warn"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that copy may say of a product, and where it is written."""

    id: str  # "brand", "colour:black", "function:waterproof"
    name: str
    value: str
    field: str  # "brand", "attributes.colour", "title:en", "description:de" …
    evidence: str  # the words as they stand there

    def as_dict(self) -> dict[str, str]:
        """Return the fact as it is stored with a copy."""
        return {
            "id": self.id,
            "name": self.name,
            "value": self.value,
            "field": self.field,
            "evidence": self.evidence,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """What a guardrail has to say about a span of a text; `block` keeps it from being approved."""

    severity: Severity
    code: str
    start: int
    end: int
    message: str
    suggestion: str = ""

    def as_dict(self) -> dict[str, object]:
        """Return the finding as it is stored with a copy."""
        return {
            "severity": self.severity,
            "code": self.code,
            "span": [self.start, self.end],
            "message": self.message,
            "suggestion": self.suggestion,
        }


@dataclass(frozen=True, slots=True)
class Words:
    """Title and description of a product in one locale."""

    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class FeatureValue:
    """A feature of a product that nobody rejected."""

    kind: str
    name: str
    value: str  # as written
    normalised: str
    field: str  # "title:en", "description:de", "review:ID"


@dataclass(frozen=True, slots=True)
class ProductSheet:
    """All that is known of a product and may be said."""

    product_id: int
    brand: str = ""
    category: str = ""
    category_slug: str = ""
    category_names: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Words] = field(default_factory=dict)  # by locale
    attributes: Mapping[str, str] = field(default_factory=dict)
    features: tuple[FeatureValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One wording with its score; higher is better."""

    text: str
    score: float

    def as_dict(self) -> dict[str, object]:
        """Return the candidate as it is stored with a copy."""
        return {"text": self.text, "score": round(self.score, 4)}
