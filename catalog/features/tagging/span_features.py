"""What speaks for and against a span: the taggers' probabilities, its rivals, the dictionary, and where it stands."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from catalog.features.tagging.dictionary import Dictionary
from catalog.features.tagging.lattice import FloatMatrix
from catalog.features.tagging.tokens import Token, split_tokens
from catalog.features.tagging.types import Passage, SpanScores

Span = tuple[str, int, int]
FEATURES = 50
LEAST_LIKELY = 0.02  # spans below are not weighed
_AMONG_FEW = 0.1  # share that a word is given for an attribute before it was ever seen


@dataclass(frozen=True, slots=True)
class Opinions:
    """The probabilities of one passage's spans by the networks, by the conditional random field, and their mean."""

    networks: SpanScores
    clues: SpanScores
    mean: SpanScores


def likely_spans(opinions: Opinions) -> list[Span]:
    """Return the spans worth weighing, likeliest first."""
    likely = [span for span, probability in opinions.mean.items() if probability > LEAST_LIKELY]
    return sorted(likely, key=lambda span: (-opinions.mean[span], span))


def span_features(passage: Passage, spans: Sequence[Span], opinions: Opinions, dictionary: Dictionary) -> FloatMatrix:
    """Return the features of spans, (spans, FEATURES); the first one is the log odds of the taggers' mean."""
    look = _Look(passage.category, split_tokens(passage.text), spans, opinions, dictionary)
    rows = [look.chances(span) + look.known(span) + look.edges(span) + look.place(span) for span in spans]
    return np.array(rows, dtype=np.float64).reshape(len(spans), FEATURES)


class _Look:
    def __init__(
        self, category: str, tokens: list[Token], spans: Sequence[Span], opinions: Opinions, dictionary: Dictionary
    ) -> None:
        self._category, self._tokens, self._spans = category, tokens, spans
        self._opinions, self._dictionary = opinions, dictionary
        self._words = [token.word for token in tokens]

    def chances(self, span: Span) -> list[float]:
        """Return the log odds of a span by each tagger, and how it stands to its rivals."""
        mean = self._opinions.mean
        own = mean[span]
        same = [other for other in self._spans if other[0] == span[0]]
        rivals = [mean[other] for other in same if other != span]
        crossing = [mean[other] for other in same if other != span and _overlap(span, other)]
        others = [mean[other] for other in self._spans if other[0] != span[0] and _overlap(span, other)]
        mass = own + sum(crossing)
        odds = (own, self._opinions.networks.get(span, 0.0), self._opinions.clues.get(span, 0.0))
        among = (max(rivals, default=0.0), max(crossing, default=0.0), max(others, default=0.0), mass)
        told = [_log_odds(one) for one in (*odds, *among, own + sum(rivals))]
        return [*told, own - max(rivals, default=0.0), own / mass]

    def known(self, span: Span) -> list[float]:
        """Return how often examples state the value, and its words, as this attribute and as others."""
        name, first, behind = span
        value = tuple(self._words[first:behind])
        counts = []
        for place in (self._category, ""):
            stated: Mapping[str, int] = self._dictionary.values.get((place, value), {})
            here = stated.get(name, 0)
            counts += [math.log1p(here), math.log1p(sum(stated.values()) - here)]
        shares = [self._word_share(name, index) for index in range(first, behind)]
        seen = min(self._word_count(index) for index in range(first, behind))
        parts = sum(shares) / len(shares), min(shares), shares[0], shares[-1]
        return [*counts, *parts, float(seen == 0), math.log1p(seen)]

    def edges(self, span: Span) -> list[float]:
        """Return whether the value would rather be longer or shorter."""
        name, first, behind = span
        size = len(self._words)
        outside = [self._word_share(name, index) if 0 <= index < size else -0.1 for index in (first - 1, behind)]
        ends = [self._edge_share(name, first, "first"), self._edge_share(name, behind - 1, "last")]
        other_ends = ((first - 1, behind), (first, behind + 1), (first + 1, behind), (first, behind - 1))
        rivals = [math.log1p(self._value_count(name, *one)) for one in other_ends]
        uses = self._dictionary.uses.get((self._category, name), 0)
        products = self._dictionary.products.get(self._category, 0)
        return [*outside, *ends, *rivals, (uses + 0.15) / (products + 0.5), math.log1p(uses)]

    def place(self, span: Span) -> list[float]:
        """Return length, place in the text, and what stands before, in and behind the span."""
        _, first, behind = span
        size, words = len(self._words), self._words
        before = words[first - 1] if first else ""
        after = words[behind] if behind < size else ""
        value = words[first:behind]
        length = behind - first
        glued = self._tokens[first].glued, behind < size and self._tokens[behind].glued
        inner = value[0][0].isdigit(), value[-1][0].isdigit(), any(not word[0].isalnum() for word in value)
        linked = before in ("&", "and") or after in ("&", "and")
        flags = [*_sign(before), *_sign(after), *glued, *inner, linked]
        return [length, math.log(length), first / size, behind / size, *(float(flag) for flag in flags)]

    def _word_share(self, name: str, index: int) -> float:
        stated: Mapping[str, int] = self._dictionary.words.get((self._category, self._words[index]), {})
        return (stated.get(name, 0) + _AMONG_FEW) / (sum(stated.values()) + 1)

    def _word_count(self, index: int) -> int:
        stated: Mapping[str, int] = self._dictionary.words.get((self._category, self._words[index]), {})
        return sum(stated.values())

    def _edge_share(self, name: str, index: int, side: str) -> float:
        word = self._words[index]
        stated: Mapping[str, int] = self._dictionary.words.get((self._category, word), {})
        edges = self._dictionary.edges.get((self._category, name, side, word), 0)
        return (edges + 1) / (stated.get(name, 0) + 2)

    def _value_count(self, name: str, first: int, behind: int) -> int:
        if first < 0 or behind > len(self._words) or first >= behind:
            return 0
        stated: Mapping[str, int] = self._dictionary.values.get((self._category, tuple(self._words[first:behind])), {})
        return stated.get(name, 0)


def _overlap(one: Span, other: Span) -> bool:
    return one[1] < other[2] and other[1] < one[2]


def _sign(word: str) -> list[bool]:
    """Return of which kind a word beside a span is: none, separator, dash, bracket, word."""
    return [not word, word in (",", "|", ";", ":"), word in ("-", "–"), word in ("(", ")", "["), word[:1].isalpha()]


def _log_odds(probability: float) -> float:
    return math.log(max(probability, 0.002) / (1 - min(probability, 0.998)))
