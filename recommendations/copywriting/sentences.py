"""Split a description into sentences."""

import re

# Not after the short form of "number", which many titles hold: "No. 7".
_END = re.compile(r"(?<=[.!?])(?<!\b[Nn]o\.)(?<!\b[Nn]r\.)\s+(?=[\"'«¿¡(]?[^\W\d_a-zà-ÿ]|\d)|(?<=[。！？])|\n+")


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text in order, without surrounding space; a line break ends one too."""
    return [part.strip() for part in _END.split(text) if part and part.strip()]
