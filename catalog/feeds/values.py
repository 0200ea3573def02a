"""Read single values: identifiers, texts, whole numbers, yes or no, times."""

import re
from datetime import UTC, datetime

from catalog.feeds.errors import FieldError
from catalog.feeds.html_text import clean_line, clean_lines

MAX_ID = 200
MAX_STOCK = 2_147_483_647
TRUE_WORDS = frozenset({"true", "1", "yes", "y", "t", "in stock", "in_stock", "active"})
FALSE_WORDS = frozenset({"false", "0", "no", "n", "f", "out of stock", "out_of_stock", "inactive"})
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)


def parse_identifier(field: str, raw: object, *, required: bool = True) -> str:
    """Return an identifier of 1–200 characters without control characters; "" if absent and not required."""
    text = str(raw).strip() if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
    if not text and raw not in (None, ""):
        raise FieldError(field, f"{raw!r:.40} is not an identifier: write a text or a whole number")
    if not text and required:
        raise FieldError(field, "is missing: every row needs one")
    if CONTROL.search(text):
        raise FieldError(field, "contains a NUL or other control character: remove it")
    return checked_text(field, text, max_length=MAX_ID)


def parse_text(field: str, raw: object, *, max_length: int, lines: bool = False) -> str:
    """Return `raw` without markup on one line, or on several with `lines`; "" for an absent value."""
    if raw is None or raw == "":
        return ""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise FieldError(field, f"is {_kind(raw)}: write a text")
    text = checked_text(field, str(raw))
    return checked_text(field, clean_lines(text) if lines else clean_line(text), max_length=max_length)


def checked_text(field: str, text: str, *, max_length: int | None = None) -> str:
    """Return `text` unchanged if a database can hold it and it is short enough, else raise FieldError."""
    if "\x00" in text:
        raise FieldError(field, "contains a NUL character: remove it")
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise FieldError(field, "contains half of a surrogate pair: write the character whole")
    if max_length is not None and len(text) > max_length:
        raise FieldError(field, f"has {len(text):,} characters, allowed are {max_length:,}: shorten it")
    return text


def parse_whole_number(field: str, raw: object, *, low: int, high: int) -> int | None:
    """Return a whole number in `low`…`high`, None for an empty value. `12`, `"12"` and `12.0` are the same."""
    if raw is None or raw == "":
        return None
    text = "" if isinstance(raw, bool) else str(raw).strip()
    match = re.fullmatch(r"([+-]?[0-9]{1,18})(\.0+)?", text)
    if match is None:
        raise FieldError(field, f"{raw!r:.40} is not a whole number: write one from {low:,} to {high:,}")
    number = int(match[1])
    if not low <= number <= high:
        raise FieldError(field, f"{number:,} is out of range: write a whole number from {low:,} to {high:,}")
    return number


def parse_boolean(field: str, raw: object, *, default: bool) -> bool:
    """Return yes or no as JSON and feeds write it, `default` for an empty value."""
    if raw is None or raw == "":
        return default
    word = str(raw).strip().lower()
    if word in TRUE_WORDS or word in FALSE_WORDS:
        return word in TRUE_WORDS
    raise FieldError(field, f"{raw!r:.40} is neither true nor false: write true or false")


def parse_optional_boolean(field: str, raw: object) -> bool | None:
    """Return yes or no, None for an empty value."""
    return None if raw is None or raw == "" else parse_boolean(field, raw, default=False)


def parse_time(field: str, raw: object) -> datetime | None:
    """Return an ISO 8601 time in UTC, None for an empty value; without an offset it is taken as UTC."""
    if raw is None or raw == "":
        return None
    try:
        time = raw if isinstance(raw, datetime) else datetime.fromisoformat(str(raw).strip())
        time = time.replace(tzinfo=time.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        message = f"{raw!r:.40} is not an ISO 8601 time: write for example 2026-01-31T09:30:00Z"
        raise FieldError(field, message) from error
    if time < EARLIEST:
        raise FieldError(field, f"{raw!s:.40} lies before 1900: leave the value empty if the time is not known")
    return time


def _kind(raw: object) -> str:
    names = {bool: "a boolean", list: "a list", dict: "an object"}
    return names.get(type(raw), f"of type {type(raw).__name__}")
