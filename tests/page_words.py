"""What a page says, and which of it is English of ours though the page should speak another language."""

import re
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

import polib

from recdash.lib.sentences import PLACE, form_of

LOCALES = Path(__file__).resolve().parent.parent / "recdash" / "locale"
SPOKEN = {"title", "aria-label", "placeholder", "alt", "data-rd-help"}
SILENT = {"script", "style"}


class Words(HTMLParser):
    """Collects texts between tags, and attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        self.said += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent and (text := " ".join(data.split())):
            self.said.append(text)


def words_of(page: str) -> list[str]:
    words = Words()
    words.feed(page)
    return words.said


def english_of(page: str, code: str) -> list[str]:
    """Return what stands on the page in English although the catalog of this language has other words for it."""
    plain, forms = _english(code)
    return [said for said in words_of(page) if said in plain or form_of(said, forms)]


@lru_cache
def _english(code: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return sources of two words and more that differ from their translation: without places, and with some."""
    entries = polib.pofile(str(LOCALES / code / "LC_MESSAGES" / "django.po"))
    differ = [text for entry in entries if entry.msgid != entry.msgstr for text in (entry.msgid, entry.msgid_plural)]
    sentences = [text for text in differ if len(re.findall(r"[a-z]{2,}", PLACE.sub("", text))) > 1]
    return (
        frozenset(text for text in sentences if "%(" not in text),
        tuple(text for text in sentences if "%(" in text),
    )
