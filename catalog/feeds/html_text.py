"""Turn HTML of titles and descriptions into plain text."""

import re
from html import unescape

import nh3

TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)>", re.DOTALL)
BREAK = re.compile(r"<(?:br|/p|p|/div|/li|li|/ul|/ol|/h[1-6]|h[1-6]|/tr|/table|hr)\b[^<>]*>", re.IGNORECASE)
CELL_END = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
DROPPED_WITH_CONTENT = {"script", "style", "iframe", "noscript", "template"}
CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
SPACES = re.compile(r"[^\S\n]+")
BLANK_LINES = re.compile(r"\n{3,}")
MAX_ESCAPE_LEVELS = 3  # feeds escape their HTML once or twice


def clean_lines(text: str) -> str:
    """Return `text` without markup: blocks, breaks and list items end a line, scripts and styles go."""
    for _ in range(MAX_ESCAPE_LEVELS):
        if "<" not in text and "&" not in text:
            break
        text = _strip_markup(text)
    text = CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def clean_line(text: str) -> str:
    """Return `text` without markup on one line."""
    return " ".join(clean_lines(text).split())


def _strip_markup(text: str) -> str:
    # A lone "<" is a comparison or a heart; only text with a whole tag is handed to the HTML parser.
    if TAG.search(text) is None:
        return unescape(text)
    text = CELL_END.sub(" ", BREAK.sub("\n", text))
    return unescape(nh3.clean(text, tags=set(), attributes={}, clean_content_tags=DROPPED_WITH_CONTENT))
