"""Learns the weights of the factors from what shoppers took out of the candidates they had."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from recommendations.engine.ranking.blend import NAMES
from recommendations.evaluation.metrics.calibration import calibration_error
from recommendations.evaluation.metrics.intervals import Interval, paired_interval
from recommendations.evaluation.metrics.next_item import gains_at_k
from recommendations.training.blend.learning import Choice, learn_weights

Floats = NDArray[np.float64]
FEWEST_CHOICES = 100
FOLDS = 5
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
K = 10


@dataclass(frozen=True, slots=True)
class Taking:
    """One user's candidates: factor values (n, len(NAMES)), and the row of the item that was taken."""

    user: int
    values: Floats
    taken: int
    placement: str = ""  # where it was taken from, "": nobody knows


@dataclass(frozen=True, slots=True)
class LearnedBlend:
    """Weights that sum to 1, and how much better than the given ones they rank users they were not learned from."""

    weights: dict[str, float]
    learned_share: float  # of the weights; the rest is as given
    lift: Interval  # of NDCG@10, mixed less given
    ndcg_at_10: float
    ndcg_at_10_given: float
    choices: int
    probability: tuple[float, float]  # (a, b): an item of this score is taken with 1 / (1 + exp(-(a + b · score)))
    calibration_error: float

    def told(self) -> dict[str, Any]:
        """Return the figures as a model version keeps them."""
        return {
            "learned_share": self.learned_share,
            "ndcg_at_10": self.ndcg_at_10,
            "ndcg_at_10_given": self.ndcg_at_10_given,
            "lift": [self.lift.mean, self.lift.low, self.lift.high],
            "choices": self.choices,
            "probability": list(self.probability),
            "calibration_error": self.calibration_error,
        }


def learn_blend(takings: Sequence[Taking], given: Mapping[str, float]) -> LearnedBlend | None:
    """Return weights between the given ones and those that make likeliest what was taken; None where that is little.

    Conditional logit without negative weights, so that more of a factor never lowers a score. How far they may go
    from the given ones is chosen on users whom they were not learned from, so that few choices move them little.
    """
    if len(takings) < FEWEST_CHOICES:
        return None
    folds = np.array([taking.user % FOLDS for taking in takings])
    usual = _vector(given)
    gains = np.zeros((len(SHARES), len(takings)))
    learned = []
    for place, taking in enumerate(takings):
        if folds[place] not in folds[:place]:  # the first of its fold
            others = [other for other, at in zip(takings, folds, strict=True) if at != folds[place]]
            learned.append((folds[place], _vector(_weights(others, given)) if others else usual))
        weights = dict(learned)[folds[place]]
        gains[:, place] = [_gain(taking, share * weights + (1 - share) * usual) for share in SHARES]
    best = int(np.argmax(gains.mean(axis=1)))  # the smallest of equal ones
    mixed = SHARES[best] * _vector(_weights(takings, given)) + (1 - SHARES[best]) * usual
    probability, error = _calibrated([(taking.values @ mixed, taking.taken) for taking in takings])
    return LearnedBlend(
        weights={name: round(float(weight), 4) for name, weight in zip(NAMES, mixed, strict=True)},
        learned_share=SHARES[best],
        lift=paired_interval(gains[best], gains[0]),
        ndcg_at_10=float(gains[best].mean()),
        ndcg_at_10_given=float(gains[0].mean()),
        choices=len(takings),
        probability=probability,
        calibration_error=error,
    )


def _weights(takings: Sequence[Taking], given: Mapping[str, float]) -> dict[str, float]:
    found = learn_weights(_choice(takings))[0].astype(float)
    return dict(zip(NAMES, (found / found.sum()).tolist(), strict=True)) if found.sum() > 0 else dict(given)


def _choice(takings: Sequence[Taking]) -> Choice:
    longest = max(len(taking.values) for taking in takings)
    values = np.zeros((len(takings), longest, len(NAMES)), dtype=np.float32)
    real = np.zeros((len(takings), longest), dtype=bool)
    for row, taking in enumerate(takings):
        order = [taking.taken, *(at for at in range(len(taking.values)) if at != taking.taken)]
        values[row, : len(order)] = taking.values[order]
        real[row, : len(order)] = True
    return Choice(values, real, np.ones((len(takings), 1), dtype=np.float32))


def _vector(weights: Mapping[str, float]) -> Floats:
    return np.array([weights.get(name, 0.0) for name in NAMES])


def _gain(taking: Taking, weights: Floats) -> float:
    scores = taking.values @ weights
    rank = np.array([int((scores >= scores[taking.taken] - 1e-12).sum())])
    return float(gains_at_k(rank, K)[0])


def _calibrated(scores: Sequence[tuple[Floats, int]]) -> tuple[tuple[float, float], float]:
    """Fit a logistic of the score by Newton's method (Platt 1999); return it with its calibration error."""
    stated = np.concatenate([row for row, _ in scores])
    happened = np.concatenate([np.arange(len(row)) == taken for row, taken in scores]).astype(float)
    inputs = np.column_stack([np.ones(len(stated)), stated])
    found = np.array([logit(np.clip(happened.mean(), 1e-6, 1 - 1e-6)), 0.0])
    for _ in range(25):
        share = expit(inputs @ found)
        curvature = inputs.T @ (inputs * (share * (1 - share))[:, None]) + 1e-9 * np.eye(2)
        found = found + np.linalg.solve(curvature, inputs.T @ (happened - share))
    error = calibration_error(expit(inputs @ found), happened)
    return (float(found[0]), float(found[1])), error
