"""Languages of locales."""

UNSPACED = frozenset({"zh", "ja"})  # languages that put no spaces between words


def language_of(locale: str) -> str:
    """Return the language of a locale: zh of zh-hans, en of en-US."""
    return locale.replace("_", "-").partition("-")[0].lower()
