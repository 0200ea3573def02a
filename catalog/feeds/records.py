"""What a reader hands over: products with their texts and reviews, or the reason for a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from catalog.feeds.errors import MAX_FIELD, MAX_MESSAGE, storable


@dataclass(frozen=True, slots=True)
class TextRecord:
    """Title (one line) and description (lines) of a product in one locale, free of markup."""

    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """One shopper's review of one product."""

    external_id: str
    product_external_id: str
    author: str = ""
    rating: int | None = None  # 1–5
    title: str = ""
    text: str = ""
    locale: str = ""
    created_at: datetime | None = None  # UTC


@dataclass(frozen=True, slots=True)
class ProductRecord:
    """One validated product; `texts` holds at least one locale, and every title in it is filled."""

    external_id: str
    texts: dict[str, TextRecord]  # by locale as `parse_locale` writes it
    brand: str = ""
    price: Decimal | None = None  # two decimals
    currency: str = ""  # ISO 4217
    cost: Decimal | None = None  # what the shop pays, in the same currency
    stock: int | None = None  # None: not counted
    available: bool = True
    hidden: bool | None = None  # None: the feed says nothing, so that staff's word stands
    url: str = ""
    images: tuple[str, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)
    feed_category: str = ""  # "A > B > C"
    created_at: datetime | None = None  # UTC
    reviews: tuple[ReviewRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class RowError:
    """Why one row was refused. `row` is 1-based: the line of a text file, else the number of the record."""

    row: int
    field: str
    message: str  # what is wrong and what to do about it
    external_id: str = ""

    def __post_init__(self) -> None:
        for name, limit in (("field", MAX_FIELD), ("message", MAX_MESSAGE), ("external_id", MAX_FIELD)):
            object.__setattr__(self, name, storable(getattr(self, name), limit))


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as the file has it, before validation."""

    row: int
    values: Mapping[str, Any]
