"""Exact probabilities of whole spans, from what a tagger thinks of each token.

A span is right only if both its ends are, so the product of its tokens' probabilities is no measure of it. Summing
over all paths through the lattice of tags that hold exactly this span is (forward-backward, Rabiner 1989).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from catalog.features.tagging.types import SpanScores

FloatMatrix = npt.NDArray[np.float64]
LONGEST = 14  # tokens of a value
_FLOOR = 0.003  # spans less likely are not told
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Transitions:
    """Log weights of tag following tag, (tags, tags), of the first and of the last tag, (tags,)."""

    between: FloatMatrix
    first: FloatMatrix
    last: FloatMatrix


def lattice_spans(emissions: FloatMatrix, transitions: Transitions, names: Sequence[str]) -> SpanScores:
    """Return the probability of each likely span, given the log weight of each tag at each token, (tokens, tags)."""
    size, tags = emissions.shape
    before, after, total = _sums(emissions, transitions)
    between = transitions.between
    begins, insides = np.arange(1, tags, 2), np.arange(2, tags, 2)
    ends = _ends(emissions, transitions, after)
    log = before[:, begins]
    tag = begins
    found: SpanScores = {}
    for length in range(1, min(LONGEST, size) + 1):
        starts = size - length + 1
        _collect(found, np.exp(np.minimum(0.0, log[:starts] + ends[length:, tag] - total)), length, names)
        if length < size:
            step = between[tag, insides] + emissions[length:, insides]
            log = log[: starts - 1] + step
            tag = insides
    return found


def path_spans(marginals: FloatMatrix, names: Sequence[str]) -> SpanScores:
    """Return the approximate probability of each likely span, given only that of each tag at each token.

    The chance that a value goes on is taken to hang on the token before alone.
    """
    size = len(marginals)
    begins, insides = marginals[:, 1::2], marginals[:, 2::2]
    stops = np.vstack([1 - insides, np.ones((1, insides.shape[1]))])
    chance, before = begins, begins
    found: SpanScores = {}
    for length in range(1, min(LONGEST, size) + 1):
        starts = size - length + 1
        _collect(found, chance[:starts] * stops[length:], length, names)
        if length < size:
            here = insides[length:]
            going = here / np.maximum(np.maximum(here, before[: starts - 1]), 1e-9)
            chance = np.minimum(chance[: starts - 1] * going, here)
            before = here
    return found


def _sums(emissions: FloatMatrix, transitions: Transitions) -> tuple[FloatMatrix, FloatMatrix, float]:
    """Return the log sums over all paths up to, and behind, each token and tag, and over all paths."""
    weights = np.exp(transitions.between)
    before, after = np.empty_like(emissions), np.empty_like(emissions)
    before[0] = emissions[0] + transitions.first
    for index in range(1, len(emissions)):
        before[index] = _log_product(before[index - 1], weights) + emissions[index]
    after[-1] = transitions.last
    for index in range(len(emissions) - 2, -1, -1):
        after[index] = _log_product(after[index + 1] + emissions[index + 1], weights.T)
    ends = before[-1] + transitions.last
    return before, after, float(ends.max() + np.log(np.exp(ends - ends.max()).sum()))


def _ends(emissions: FloatMatrix, transitions: Transitions, after: FloatMatrix) -> FloatMatrix:
    """Return, per place 0 … tokens and tag of the token before it, the log sum of all ways on that end its span."""
    size, tags = emissions.shape
    weights = np.exp(transitions.between)
    ends = np.empty((size + 1, tags))
    ends[size] = transitions.last
    insides = np.arange(2, tags, 2)
    for index in range(size):
        ahead = emissions[index] + after[index]
        peak = ahead.max()
        ways = np.exp(ahead - peak)
        all_ways = weights @ ways
        for tag in (insides - 1, insides):
            all_ways[tag] -= weights[tag, insides] * ways[insides]
        ends[index] = np.log(np.maximum(all_ways, _TINY)) + peak
    return ends


def _log_product(logs: FloatMatrix, weights: FloatMatrix) -> FloatMatrix:
    peak = logs.max()
    product: FloatMatrix = np.log(np.exp(logs - peak) @ weights + _TINY) + peak
    return product


def _collect(found: SpanScores, chances: FloatMatrix, length: int, names: Sequence[str]) -> None:
    for first, attribute in zip(*np.nonzero(chances > _FLOOR), strict=True):
        found[names[attribute], int(first), int(first) + length] = float(chances[first, attribute])
