"""What the caller of a reader may set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO

from catalog.feeds.errors import FieldError

MAX_ROW_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """Settings all readers share.

    `field_map` says which column of the file fills a field, `{"title": "name"}`. `reviews` is the second
    file of the amazon_reviews format. `now` decides whether a dated sale price is in force.
    """

    default_locale: str = "en"
    default_currency: str = "USD"
    field_map: Mapping[str, str] = field(default_factory=dict)
    reviews: BinaryIO | None = None
    max_row_bytes: int = MAX_ROW_BYTES
    now: datetime = field(default_factory=lambda: datetime.now(UTC))


def parse_field_map(pairs: Iterable[str]) -> dict[str, str]:
    """Read `field=column` pairs as a command line gives them. Raises FieldError for a pair of another shape."""
    mapped = {}
    for pair in pairs:
        name, equals, column = (part.strip() for part in pair.partition("="))
        if not (name and equals and column):
            raise FieldError("map", f"{pair!r} is not of the form field=column: write for example title=name")
        mapped[name] = column
    return mapped
