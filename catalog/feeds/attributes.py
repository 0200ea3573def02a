"""Read a product's free attributes and its place in the feed's category tree."""

import json
from collections.abc import Mapping
from html import unescape

from catalog.feeds.errors import FieldError
from catalog.feeds.values import checked_text, parse_text

MAX_NAME = 200
MAX_VALUE = 20_000
MAX_ATTRIBUTES = 300
MAX_DEPTH = 10
MAX_PATH = 600


def parse_attributes(field: str, raw: object) -> dict[str, str]:
    """Return name → text; lists are joined by commas, nested values kept as JSON, empty ones left out."""
    if raw is None or raw == "":
        return {}
    if not isinstance(raw, Mapping):
        raise FieldError(field, 'is not an object: write {"colour": "red"}')
    if len(raw) > MAX_ATTRIBUTES:
        raise FieldError(
            field, f"has {len(raw)} entries, allowed are {MAX_ATTRIBUTES}: leave out what shoppers never see"
        )
    parsed: dict[str, str] = {}
    for key, value in raw.items():
        name = parse_text(field, key, max_length=MAX_NAME)
        text = parse_text(f"{field}.{name}", attribute_text(value), max_length=MAX_VALUE, lines=True)
        if name and text:
            parsed[name] = text
    return parsed


def attribute_text(value: object) -> str:
    """Write any JSON value as a text a reader would write: `red, blue`, `true`, `12`."""
    if value is None:
        return ""
    if isinstance(value, list | tuple) and not any(isinstance(item, dict | list) for item in value):
        return ", ".join(text for item in value if (text := attribute_text(item)))
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def parse_category(field: str, raw: object) -> str:
    """Return `A > B > C` from such a text or a list of names."""
    if isinstance(raw, list | tuple):
        raw = " > ".join(parse_text(field, name, max_length=MAX_NAME) for name in raw)
    if raw is None or raw == "":
        return ""
    if not isinstance(raw, str):
        raise FieldError(field, 'is not a category: write "Home > Kitchen > Knives"')
    names = [" ".join(name.split()) for name in unescape(checked_text(field, raw)).split(">")]
    names = [checked_text(field, name, max_length=MAX_NAME) for name in names if name]
    if len(names) > MAX_DEPTH:
        raise FieldError(field, f"has {len(names)} levels, allowed are {MAX_DEPTH}: shorten the path")
    return checked_text(field, " > ".join(names), max_length=MAX_PATH)
