"""Find again which form a sentence was made of: "'5 kg' is another brand." of "%(said)s is another brand."."""

import re
from collections.abc import Sequence
from functools import lru_cache

PLACE = re.compile(r"%\((\w+)\)s")


def form_of(sentence: str, forms: Sequence[str]) -> tuple[str, dict[str, str]] | None:
    """Return the first form that gives this sentence, and what stands in its places; None where none does."""
    for form in forms:
        if found := _pattern(form).fullmatch(sentence):
            return form, found.groupdict()
    return None


@lru_cache(maxsize=1024)
def _pattern(form: str) -> re.Pattern[str]:
    """Compile a form: fixed words as they are, anything in its places."""
    parts = PLACE.split(form)  # words, name, words, name, … words
    return re.compile(
        "".join(f"(?P<{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts)),
        re.DOTALL,
    )
