"""Weigh the likely spans of a passage once more: logistic regression over what speaks for and against each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from catalog.features.tagging.dictionary import Dictionary
from catalog.features.tagging.lattice import FloatMatrix
from catalog.features.tagging.span_features import FEATURES, Opinions, likely_spans, span_features
from catalog.features.tagging.types import Passage, SpanScores

LEAST_SPANS = 60  # more than there are features
_ROUNDS = 25
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Weighed:
    """The likely spans of a passage with their features, (spans, features)."""

    spans: tuple[tuple[str, int, int], ...]
    features: FloatMatrix


def weigh(passage: Passage, opinions: Opinions, dictionary: Dictionary) -> Weighed:
    """Return the likely spans of a passage and what speaks for each."""
    spans = likely_spans(opinions)
    return Weighed(tuple(spans), span_features(passage, spans, opinions, dictionary))


@dataclass(frozen=True, slots=True)
class Rescorer:
    """Probability that a span is right: sigmoid of a weighted sum of standardised features."""

    mean: FloatMatrix
    scale: FloatMatrix
    weights: FloatMatrix  # the last one is the constant

    def scores(self, weighed: Weighed) -> SpanScores:
        """Return the probability of each span of a passage."""
        if not weighed.spans:
            return {}
        chances = _sigmoid(_design(weighed.features, self.mean, self.scale) @ self.weights)
        return dict(zip(weighed.spans, map(float, chances), strict=True))


def fit_rescorer(weighed: Sequence[Weighed], truth: Sequence[set[tuple[str, int, int]]], penalty: float) -> Rescorer:
    """Return the regression that tells right spans from wrong ones, by Newton's method with an L2 penalty.

    Below LEAST_SPANS it trusts the taggers as they are.
    """
    right = np.array([span in facts for one, facts in zip(weighed, truth, strict=True) for span in one.spans], float)
    if len(right) < LEAST_SPANS:
        return _trusting()
    features = np.concatenate([one.features for one in weighed if one.spans])
    mean, scale = features.mean(0), features.std(0) + 1e-3
    design = _design(features, mean, scale)
    return Rescorer(mean, scale, _newton(design, right, penalty))


def _trusting() -> Rescorer:
    size = FEATURES
    return Rescorer(np.zeros(size), np.ones(size), np.eye(1, size + 1)[0])


def _newton(design: FloatMatrix, right: FloatMatrix, penalty: float) -> FloatMatrix:
    weights = np.zeros(design.shape[1])
    ridge = np.full(design.shape[1], penalty)
    ridge[-1] = 1e-6  # the constant is free
    for _ in range(_ROUNDS):
        chances = _sigmoid(design @ weights)
        slope = design.T @ (right - chances) - ridge * weights
        curve = (design * (chances * (1 - chances) + 1e-9)[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < _CLOSE:
            break
    return weights


def _design(features: FloatMatrix, mean: FloatMatrix, scale: FloatMatrix) -> FloatMatrix:
    # Far outliers would only say that a feature means something else here than in training.
    standard = np.clip((features - mean) / scale, -6, 6)
    return np.hstack([standard, np.ones((len(features), 1))])


def _sigmoid(values: FloatMatrix) -> FloatMatrix:
    chances: FloatMatrix = 1 / (1 + np.exp(-np.clip(values, -40, 40)))
    return chances
