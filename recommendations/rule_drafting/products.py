"""Reads which products a sentence means: "waterproof jackets by Northmere without leather"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from recommendations.engine.rules.conditions import Condition, Not
from recommendations.rule_drafting.sentence import Sentence
from recommendations.rule_drafting.shop_words import LONGEST_PHRASE, Meaning, Meanings


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase and its meaning; `negated`: products that do not have it are meant."""

    start: int
    end: int
    meaning: Meaning
    negated: bool = False

    @property
    def key(self) -> tuple[str, bool]:
        """Mentions with the same key may stand in one list."""
        return self.meaning.kind, self.negated


@dataclass
class Products:
    """The conditions that were read; what may mean several things; whether a list could be read in two ways."""

    conditions: list[Condition] = field(default_factory=list)
    choices: dict[str, tuple[Meaning, ...]] = field(default_factory=dict)
    unclear_list: bool = False


def read_products(sentence: Sentence, meanings: Meanings, amounts: Sequence[tuple[int, int]]) -> Products:
    """Claim all phrases with a meaning. `amounts` are the places of prices and the like, which may stand in lists."""
    found = Products()
    mentions = []
    for start, end, options in _phrases(sentence, meanings):
        if len(options) > 1 or options[0].narrowed:
            found.choices[sentence.text[start:end]] = tuple(options)
        mentions.append(Mention(start, end, options[0]))
        sentence.claim(start, end, options[0].kind)
    mentions = _with_negations(sentence, mentions)
    found.unclear_list = _is_unclear(sentence, mentions, amounts)
    found.conditions = list(_conditions(mentions))
    return found


def _phrases(sentence: Sentence, meanings: Meanings) -> Iterator[tuple[int, int, list[Meaning]]]:
    """Yield (start, end, meanings) of the longest phrases that mean something, from left to right."""
    words = sentence.words()
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
            start, end = words[at][0], words[at + length - 1][1]
            options = [] if "\x00" in sentence.open[start:end] else meanings.of(sentence.text, start, end)
            if options and not (length == 1 and words[at][2] in sentence.lexicon.small):
                yield start, end, options
                at += length
                break
        else:
            at += 1


def _with_negations(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions in order; negated are those after a word like "without", and those that go on such a list."""
    lexicon = sentence.lexicon
    small = "|".join(sorted(map(re.escape, lexicon.small), key=len, reverse=True))
    before = re.compile(rf"(?P<not>{lexicon.any_of('not')})(?:\s+(?:{small})(?!\w))*\s*$")
    listed = re.compile(rf"\s*(?:,|{lexicon.any_of('or')})?\s*$")
    result: list[Mention] = []
    for mention in mentions:
        start = result[-1].end if result else 0
        gap = sentence.open[start : mention.start]
        match = before.search(gap)
        negated = match is not None
        if match is not None:
            sentence.claim(start + match.start("not"), start + match.end("not"), "not")
        elif result and result[-1].negated and gap.strip() and listed.fullmatch(gap):
            negated = True
        result.append(Mention(mention.start, mention.end, mention.meaning, negated))
    return result


def _is_unclear(sentence: Sentence, mentions: Sequence[Mention], amounts: Sequence[tuple[int, int]]) -> bool:
    """Whether "and" or "or" joins what does not belong in one list, as in "rain jackets and waterproof shoes"."""
    parts: list[tuple[int, int, tuple[str, bool]]] = [(one.start, one.end, one.key) for one in mentions]
    parts += [(start, end, ("amount", False)) for start, end in amounts]
    parts.sort()
    groups = [[parts[0][2]]] if parts else []
    for before, after in pairwise(parts):
        gap = sentence.folded[before[1] : after[0]]
        joined = re.search(rf",|{sentence.lexicon.any_of('or')}", gap)
        if after[2][0] == "amount":
            joined = _joins_amount(sentence, gap, sentence.folded[after[0] : after[1]])
        if joined:
            groups.append([after[2]])
        elif after[2][0] != "amount":  # an amount behind a list is for the whole list
            groups[-1].append(after[2])
    if len(groups) < 2:
        return False
    longer = [at for at, group in enumerate(groups) if len(group) > 1]
    if not longer:
        return len({group[0] for group in groups}) > 1
    single = {group[0] for group in groups if len(group) == 1}
    if len(longer) > 1 or len(single) > 1:
        return True
    at = longer[0]
    if at == len(groups) - 1:
        return groups[at][0] not in single
    return at != 0 or groups[at][-1] not in single


def _joins_amount(sentence: Sentence, gap: str, amount: str) -> re.Match[str] | None:
    """Return what joins an amount to what stands before it; "and costs more than 80 €" is about the same things."""
    lexicon = sentence.lexicon
    joined = re.search(lexicon.any_of("or"), gap)
    if joined and not re.search(lexicon.any_of("things", "everything"), gap):
        verb = re.search(lexicon.any_of("price_verbs"), f"{gap} {amount}")
        return None if verb else joined
    return joined


def _conditions(mentions: Sequence[Mention]) -> Iterator[Condition]:
    merged: Mapping[tuple[str, bool], set[str]] = {mention.key: set() for mention in mentions}
    for mention in mentions:
        merged[mention.key].update(mention.meaning.values)
    for (kind, negated), values in merged.items():
        leaf = Meaning(kind, frozenset(values)).leaf()
        yield Not(leaf) if negated else leaf
