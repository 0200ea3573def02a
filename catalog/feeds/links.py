"""Read web addresses of products and pictures."""

import re
from urllib.parse import urlsplit

from catalog.feeds.errors import FieldError
from catalog.feeds.values import checked_text

MAX_URL = 2000
MAX_IMAGES = 100
BETWEEN_IMAGES = re.compile(r"\s*[|\n;]\s*|\s*,\s*(?=https?://|/)")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def parse_url(field: str, raw: object) -> str:
    """Return an http, https or relative address, "" for an empty value. Raises FieldError for any other."""
    if raw is None or raw == "":
        return ""
    text = raw.strip().replace(" ", "%20") if isinstance(raw, str) else ""
    if not text or CONTROL.search(text):
        raise FieldError(field, f"{raw!r:.60} is not an address: write one that starts with https:// or /")
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise FieldError(field, f"{text:.60} is not an address: {error}; correct it") from error
    if parts.scheme not in ("", "http", "https"):
        raise FieldError(
            field, f"the scheme {parts.scheme:.20}: is not allowed: use https://, http:// or a relative path"
        )
    if parts.scheme and not parts.netloc:
        raise FieldError(field, f"{text:.60} names no host: write https://host/path")
    return checked_text(field, text, max_length=MAX_URL)


def parse_images(field: str, raw: object) -> tuple[str, ...]:
    """Return the addresses of a list, or of one text with `|`, `;`, line ends or commas between; each once."""
    if isinstance(raw, str):
        raw = BETWEEN_IMAGES.split(raw.strip())
    if not isinstance(raw, list | tuple | type(None)):
        raise FieldError(field, 'is not a list of addresses: write ["https://…"]')
    images = tuple(dict.fromkeys(url for item in raw or () if (url := parse_url(field, item))))
    if len(images) > MAX_IMAGES:
        raise FieldError(field, f"has {len(images)} addresses, allowed are {MAX_IMAGES}: send the most important ones")
    return images
