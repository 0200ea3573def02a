"""Choose among several wordings."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recdash.lib.text import split_words
from recdash.llm.function_words import FUNCTION_WORDS
from recdash.llm.types import Generation
from recommendations.copywriting.audiences import Audience
from recommendations.copywriting.english import IMPERATIVES, VAGUE_OPENINGS, VERBS
from recommendations.copywriting.sentences import split_sentences
from recommendations.copywriting.types import Candidate, Fact, Finding

GOOD_ENOUGH = 0.9  # score below which another attempt, or a template, is better
SAME_SHARE = 0.8  # wordings that share this much of their words are one candidate


@dataclass(frozen=True, slots=True)
class Weights:
    """What a point of each quality is worth against one nat of mean log-probability per token."""

    coverage: float = 1.0  # share of three facts that the text names
    substance: float = 1.5  # share of the text's words that say something of this product
    audience: float = 0.6  # share of the audience's words that the text names
    title: float = 1.0  # share of the title's words that the text names, half of them being enough
    repetition: float = 4.0  # share of words that came before
    length: float = 0.8  # how far the text is from the preferred length, as a share of it
    shape: float = 1.5  # each fault of a sentence: no end, no verb, nothing but the title, a vague opening
    warning: float = 0.3  # each finding that only warns


WEIGHTS = Weights()
_OPENING_WORDS = 6
PREFERRED_LENGTH = (55, 140)  # characters
_FUNCTION_WORDS = frozenset(FUNCTION_WORDS)
_SENTENCE_ENDS = (".", "!", "?")

Gate = Callable[[str], list[Finding]]


def rank_candidates(
    generations: Sequence[Generation],
    *,
    title: str,
    description: str,
    facts: Sequence[Fact],
    audience: Audience,
    gate: Gate,
    broken: Callable[[str], bool] = lambda text: False,
) -> list[tuple[Candidate, list[Finding]]]:
    """Return the distinct wordings with their findings: those that pass the gate first, then by score.

    What is `broken` as language is left out, however well it scores. The first sentence of a text is a wording of its
    own: a small model often loses the thread in the second.
    """
    judged = []
    for text, mean in _wordings(generations, brand=_brand(facts)):
        if broken(text):
            continue
        findings = gate(text)
        score = score_text(
            text, mean, title=title, description=description, facts=facts, audience=audience, warnings=len(findings)
        )
        judged.append((Candidate(text, score), findings))
    judged.sort(key=lambda pair: (any(f.severity == "block" for f in pair[1]), -pair[0].score, pair[0].text))
    return _distinct(judged)


def score_text(
    text: str,
    mean_log_probability: float,
    *,
    title: str,
    description: str,
    facts: Sequence[Fact],
    audience: Audience,
    warnings: int = 0,
    weights: Weights = WEIGHTS,
) -> float:
    """Return the worth of a wording, see Weights; higher is better."""
    words = [word.casefold() for word in split_words(text)]
    said = frozenset(words)
    return (
        mean_log_probability
        + weights.coverage * fact_coverage(said, facts)
        + weights.substance * substance(words, f"{title} {description}")
        + weights.audience * _share(audience.label, said)
        + weights.title * min(1.0, 2 * _share(title, said))
        - weights.repetition * repeated_share(words)
        - weights.length * _length_distance(len(text))
        - weights.shape * shape_faults(text, title, _brand(facts))
        - weights.warning * warnings
    )


def fact_coverage(said: frozenset[str], facts: Sequence[Fact]) -> float:
    """Return how many of the product's facts are named whole, as a share of three (or of all, if fewer)."""
    own = [fact for fact in facts if fact.id != "category"]
    if not own:
        return 1.0
    named = sum(all(word.casefold() in said for word in split_words(fact.value)) for fact in own)
    return min(1.0, named / min(3, len(own)))


def substance(words: Sequence[str], product_text: str) -> float:
    """Return which share of the words that carry meaning stands in the product's own text; each word counts once."""
    content = {word for word in words if word not in _FUNCTION_WORDS}
    own = {word.casefold() for word in split_words(product_text)}
    return len(content & own) / len(content) if content else 0.0


def repeated_share(words: Sequence[str]) -> float:
    """Return which share of the words that carry meaning came before."""
    content = [word for word in words if word not in _FUNCTION_WORDS]
    return 1 - len(set(content)) / len(content) if content else 0.0


def shape_faults(text: str, title: str, brand: str = "") -> int:
    """Count what keeps a text from being a sentence about the product."""
    written = split_words(text)
    words = [word.casefold() for word in written]
    named = {word.casefold() for word in split_words(f"{brand} {title}")} - _FUNCTION_WORDS
    misspelt = {word.lower() for word in split_words(brand)} - set(split_words(f"{brand} {title}"))
    return sum(
        (
            not text.endswith(_SENTENCE_ENDS),
            not VERBS & set(words) and not IMPERATIVES & set(words[:1]),
            set(words) <= named | {"a", "an", "and", "the"},
            words[:1] != [] and words[0] in VAGUE_OPENINGS,
            not named & set(words[:_OPENING_WORDS]),
            bool(misspelt & set(written)),  # "a bitwell" for the brand Bitwell
        )
    )


def _brand(facts: Sequence[Fact]) -> str:
    return next((fact.value for fact in facts if fact.id == "brand"), "")


def tidy(text: str) -> str:
    """Return a text in one line, without the quotation marks around it, and without an unfinished last sentence."""
    line = " ".join(text.split())
    line = line[1:-1].strip() if len(line) > 2 and line[0] in "\"“'" and line[-1] in "\"”'" else line
    sentences = split_sentences(line)
    if len(sentences) > 1 and not line.endswith(_SENTENCE_ENDS):
        return " ".join(sentences[:-1])
    return line


def with_brand(text: str, brand: str) -> str:
    """Return a text with "Kestrel & Pine" for "Kestrel and Pine": grounded writing knows words, not signs."""
    spoken = re.escape(brand.replace("&", "and"))
    return re.sub(rf"\b{spoken}\b", brand.replace("\\", ""), text, flags=re.IGNORECASE) if " & " in brand else text


def _wordings(generations: Sequence[Generation], *, brand: str) -> list[tuple[str, float]]:
    """Return each text and its first sentence with the text's mean log-probability, each wording once."""
    wordings: dict[str, float] = {}
    for generation in sorted(generations, key=lambda one: (-one.mean_log_probability, one.text)):
        text = with_brand(tidy(generation.text), brand)
        for wording in (text, *split_sentences(text)[:1]):
            if split_words(wording):
                wordings.setdefault(wording, generation.mean_log_probability)
    return list(wordings.items())


def _distinct(
    judged: Sequence[tuple[Candidate, list[Finding]]],
) -> list[tuple[Candidate, list[Finding]]]:
    """Drop wordings that share most of their words with a better one."""
    kept: list[tuple[Candidate, list[Finding]]] = []
    seen: list[frozenset[str]] = []
    for candidate, findings in judged:
        words = frozenset(word.casefold() for word in split_words(candidate.text))
        if not any(len(words & other) >= SAME_SHARE * len(words | other) for other in seen):
            kept.append((candidate, findings))
            seen.append(words)
    return kept


def _share(wanted: str, said: frozenset[str]) -> float:
    words = {word.casefold() for word in split_words(wanted)} - _FUNCTION_WORDS
    return len(words & said) / len(words) if words else 0.0


def _length_distance(length: int) -> float:
    shortest, longest = PREFERRED_LENGTH
    if length < shortest:
        return (shortest - length) / shortest
    return max(0.0, (length - longest) / longest)
