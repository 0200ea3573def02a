"""From the probabilities of spans to the values of a passage."""

from collections import defaultdict
from collections.abc import Sequence

from catalog.features.tagging.types import SpanScores

Choice = tuple[str, int, int]


def weighted_mean(scores: Sequence[SpanScores], weights: Sequence[float]) -> SpanScores:
    """Return the weighted mean of several taggers' probabilities; a span that one does not tell has 0 there."""
    found: SpanScores = defaultdict(float)
    for some, weight in zip(scores, weights, strict=True):
        for span, probability in some.items():
            found[span] += weight * probability
    return dict(found)


def choose_spans(scores: SpanScores, least: float) -> dict[Choice, float]:
    """Return the likeliest span of each attribute, none likelier than `least` left out, that overlap no likelier one.

    Taking each attribute's best span by its own probability serves F1 better than the likeliest tagging as a whole.
    """
    chosen: dict[Choice, float] = {}
    names: set[str] = set()
    taken: set[int] = set()
    for (name, first, behind), probability in sorted(scores.items(), key=_likeliest_first):
        if probability < least:
            break
        if name not in names and taken.isdisjoint(range(first, behind)):
            chosen[name, first, behind] = probability
            names.add(name)
            taken.update(range(first, behind))
    return chosen


def best_threshold(choices: Sequence[tuple[float, bool]], facts: int, otherwise: float) -> float:
    """Return the least probability at which the chosen spans of (probability, right) score the best F1."""
    best, least, right = 0.0, otherwise, 0
    for count, (probability, is_right) in enumerate(sorted(choices, reverse=True), start=1):
        right += is_right
        score = 2 * right / (count + facts)
        if score > best:
            best, least = score, probability
    return least


def _likeliest_first(item: tuple[Choice, float]) -> tuple[float, Choice]:
    return -item[1], item[0]
