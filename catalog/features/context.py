"""Judge what the words around a mention say about it: stated, denied, or told of something else."""

import re
from dataclasses import dataclass
from functools import cache

from catalog.features.folding import LATIN, fold
from catalog.features.vocabulary import LANGUAGES, load_data

STATED, PLAIN, PART, DENIED = 1.0, 0.8, 0.25, 0.0
_SENTENCE = re.compile(r"[.!?](?=\s|$)|[。！？;；\n•·|]|(?<=\w)\s-\s")
_CLAUSE = re.compile(r"[,:，、：()（）]| but | aber | mais | pero |sondern")
_ARTICLE = re.compile(r"(?<!\w)(?:the|our|la|le|les|el|los|las)\s$", re.IGNORECASE)
_NAME = re.compile(r"(?<!\w)(?:the|our|la|le|les|el|los|las)\s[A-Z]", re.IGNORECASE)
_INGREDIENTS = re.compile(
    r"(?:ingredients|zutaten|inhaltsstoffe|ingredientes|ingredients list|inci|成分|配料|原材料)\s*[:：]"
)
_SMALL_NOUNS = ("en", "es", "fr")
_NEAR_WORDS = 3
_NEAR_SIGNS = 4  # of a script without spaces


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The sentence around a mention, folded."""

    before: str
    inside: str
    after: str


def surroundings(folded: str, start: int, end: int) -> Surroundings:
    """Cut the sentence around [start, end) out of a folded text."""
    head = folded[max(0, start - 240) : start]
    tail = folded[end : end + 240]
    breaks = [match.end() for match in _SENTENCE.finditer(head)]
    stop = _SENTENCE.search(tail)
    return Surroundings(head[breaks[-1] if breaks else 0 :], folded[start:end], tail[: stop.start()] if stop else tail)


def judge(around: Surroundings, language: str, *, of_body: bool) -> float:
    """Return STATED, PLAIN, PART (only a part of the product) or DENIED (negated, or about another product).

    `of_body`: the value describes the body of the product (colour, material), so that parts, packaging and
    scents in the sentence do not count.
    """
    cues = _cues(language if language in LANGUAGES else "en")
    before, after = around.before, around.after
    clause = _CLAUSE.split(before)[-1]
    if of_body and cues["aside_before"].search(before):
        return DENIED
    if cues["other_before"].search(before) or cues["other_after"].search(after):
        return DENIED
    if cues["negation_before"].search(_nearest(clause)) or cues["negation_after"].match(after):
        return DENIED
    if cues["likeness_after"].match(after) or (language == "de" and cues["likeness_after"].search(around.inside)):
        return DENIED
    if of_body and (cues["part_after"].match(after) or cues["part_before"].search(before)):
        return PART
    return STATED if cues["statement_before"].search(before) else PLAIN


def ingredients_start(folded: str) -> int:
    """Return where a list of ingredients begins, whose nylon and aqua are neither material nor colour."""
    match = _INGREDIENTS.search(folded)
    return match.start() if match else len(folded)


def has_name(text: str, language: str) -> bool:
    """Return whether a text may hold a proper name after an article at all."""
    return language in _SMALL_NOUNS and _NAME.search(text) is not None


def is_name(text: str, start: int, language: str) -> bool:
    """Return whether a capital after a small article marks a proper name: "the Clay Classic" is not made of clay.

    Only for languages that write common nouns small.
    """
    if language not in _SMALL_NOUNS or not text[start : start + 1].isupper():
        return False
    return _ARTICLE.search(text[max(0, start - 12) : start]) is not None


def _nearest(clause: str) -> str:
    """Return the last few words of a clause, or signs where there are no spaces."""
    words = clause.split(" ")
    if len(words) > 1:
        return " ".join(words[-_NEAR_WORDS - 1 :])
    return clause if re.search(f"[{LATIN}]", clause) else clause[-_NEAR_SIGNS:]


@cache
def _cues(language: str) -> dict[str, re.Pattern[str]]:
    data = load_data("context")
    return {kind: _cue_pattern(kind, by_language.get(language, ()), language) for kind, by_language in data.items()}


def _cue_pattern(kind: str, cues: list[str], language: str) -> re.Pattern[str]:
    """Compile cues: some anywhere in the sentence, some only next to the mention."""
    words = "|".join(_bounded(fold(cue, language)) for cue in sorted(cues, key=len, reverse=True)) or r"(?!)"
    near = r"(?:[^\S\n]+[^\s,.]+)?[^\S\n]*$"  # with at most one word between: "lined with brushed fleece"
    if kind == "part_before":
        return re.compile(rf"(?:{words}){near}")
    if kind == "statement_before":
        return re.compile(rf"(?:{words})(?:[^\S\n]+[^\s,.]+){{0,2}}[^\S\n]*$")
    if kind == "part_after":
        return re.compile(rf"[\s-]?(?:[{LATIN}]+\s)?(?:{words})")
    return re.compile(words)


def _bounded(cue: str) -> str:
    """Return the pattern of a cue, at word boundaries where it has letters at its ends."""
    opening = rf"(?<![{LATIN}])" if re.match(f"[{LATIN}]", cue) else ""
    closing = rf"(?![{LATIN}])" if re.search(f"[{LATIN}]$", cue) else ""
    return opening + re.escape(cue).replace(r"\ ", r"\s+") + closing
