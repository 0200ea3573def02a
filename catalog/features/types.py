"""The values that go into feature extraction and come out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["category", "attribute", "function", "audience"]
FEED_CATEGORY = "category"  # the field that holds the path of the feed; proves a category and nothing else


@dataclass(frozen=True, slots=True)
class FieldText:
    """One text: `field` is title:LOCALE, description:LOCALE, attributes.NAME, category or review:ID."""

    field: str
    text: str
    language: str = "en"  # first part of a locale: zh of zh-hans


@dataclass(frozen=True, slots=True)
class ProductTexts:
    """All that extraction may read of a product, most telling text first."""

    key: int
    fields: tuple[FieldText, ...]
    brand: str = ""
    leaf_key: int | None = None  # the category somebody verified, or the feed names
    rejected_leaves: frozenset[int] = frozenset()  # categories somebody said it is not
    hint: str = ""  # what the feed says of its category, where that is no category of the store


@dataclass(frozen=True, slots=True)
class Leaf:
    """A category that products belong to."""

    key: int
    name: str
    names: Mapping[str, str] = field(default_factory=dict)  # by locale
    description: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A product whose category a person verified: what corrections teach."""

    text: str
    leaf_key: int


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one text."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a text may state: `value` is as written, `normalised` its canonical English form."""

    kind: Kind
    name: str
    value: str
    normalised: str
    span: Span
    source: int  # index of the text in ProductTexts.fields
    strength: float  # 0–1: how plainly the text around says so
    listed: bool = False  # one of several values joined as a list: "cotton and linen"


@dataclass(frozen=True, slots=True)
class FeatureValue:
    """One extracted value; `value` is exactly the text at its evidence."""

    kind: Kind
    name: str
    value: str
    normalised: str
    confidence: float  # 0–1
    evidence: Span
    model: str
    prompt_version: str
    leaf_key: int | None = None  # of a category
    sure: bool = False  # so confident that of such values nearly all were right when held out
