"""Read a product's titles and descriptions per locale."""

from collections.abc import Iterator, Mapping
from typing import Any

from catalog.feeds.errors import FieldError
from catalog.feeds.locales import parse_locale
from catalog.feeds.records import TextRecord
from catalog.feeds.values import parse_text

MAX_TITLE = 500
MAX_DESCRIPTION = 20_000


def parse_texts(raw: Mapping[str, Any], *, default_locale: str) -> dict[str, TextRecord]:
    """Return locale → text from `texts`, or from `title` and `description` in the default locale.

    A locale that has only a description takes the title of the default locale, or else of the first
    locale that has one. Raises FieldError where no locale has a title.
    """
    found: dict[str, TextRecord] = {}
    for prefix, locale, part in _parts(raw, default_locale):
        title = parse_text(f"{prefix}title", part.get("title"), max_length=MAX_TITLE)
        text = parse_text(f"{prefix}description", part.get("description"), max_length=MAX_DESCRIPTION, lines=True)
        if title or text:
            found[locale] = TextRecord(title, text)
    titles = [text.title for text in found.values() if text.title]
    if not titles:
        raise FieldError("title", "is missing in every locale: every product needs a title in at least one")
    fallback = found[default_locale].title if default_locale in found else ""
    fallback = fallback or titles[0]
    return {locale: text if text.title else TextRecord(fallback, text.description) for locale, text in found.items()}


def _parts(raw: Mapping[str, Any], default_locale: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    yield "", default_locale, raw
    texts = raw.get("texts")
    if not isinstance(texts or {}, Mapping):
        raise FieldError("texts", 'is not an object: write {"en": {"title": "…", "description": "…"}}')
    for name, part in (texts or {}).items():
        locale = parse_locale("texts", name)
        if not isinstance(part, Mapping):
            raise FieldError(f"texts.{locale}", 'is not an object: write {"title": "…", "description": "…"}')
        yield f"texts.{locale}.", locale, part
