"""Write locales one way: lower-case BCP 47."""

import re

from catalog.feeds.errors import FieldError

SHAPE = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?")
CHINESE = {
    "zh": "zh-hans",
    "zh-cn": "zh-hans",
    "zh-sg": "zh-hans",
    "zh-hans-cn": "zh-hans",
    "zh-tw": "zh-hant",
    "zh-hk": "zh-hant",
    "zh-mo": "zh-hant",
    "zh-hant-tw": "zh-hant",
}


def parse_locale(field: str, raw: object) -> str:
    """Return `raw` as lower-case BCP 47 (`en`, `pt-br`); Chinese is named by its script (`zh-hans`).

    Raises FieldError where the syntax is not that of a locale.
    """
    text = raw.strip().replace("_", "-").lower() if isinstance(raw, str) else ""
    if SHAPE.fullmatch(text) is None:
        raise FieldError(field, f"{raw!r:.60} is not a locale: write for example en, pt-BR or zh-Hans")
    return CHINESE.get(text, text)
