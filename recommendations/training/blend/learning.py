"""Learns weights of factors from what users took next."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from recommendations.training.recommender import FloatMatrix

LEAST_USERS = 30


@dataclass(frozen=True, slots=True)
class Choice:
    """What some users could have taken, padded: place 0 is what each of them took."""

    values: FloatMatrix  # (n_users, n_candidates, n_factors)
    real: NDArray[np.bool_]  # (n_users, n_candidates)
    terms: FloatMatrix  # (n_users, n_terms) that each factor's weight depends on


def learn_weights(choice: Choice, *, penalty: float = 1e-3, rising: NDArray[np.bool_] | None = None) -> FloatMatrix:
    """Return weights (n_terms, n_factors) of greatest likelihood under a softmax over the candidates.

    A user's weight of a factor is `terms @ weights`. A greater factor never lowers a score where it is `rising` (None:
    all are), since such a weight is never negative. (Conditional logit, McFadden 1974, with `penalty` · Σ w² for
    stability.) From fewer than LEAST_USERS nothing is learned: all rising factors weigh alike.
    """
    shape = (choice.terms.shape[1], choice.values.shape[2])
    rises = np.ones(shape[1], dtype=bool) if rising is None else rising
    if len(choice.terms) < LEAST_USERS:
        return np.eye(shape[0], 1, dtype=np.float32) * (rises / max(1, int(rises.sum()))).astype(np.float32)
    start = np.where(rises, 0.5 / max(1, int(rises.sum())), 0.0) * np.ones(shape)
    found = optimize.minimize(
        _loss_and_slope,
        start.ravel(),
        args=(choice, shape, penalty),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, None) if up else (None, None) for up in np.tile(rises, shape[0])],
        options={"maxiter": 200},
    )
    weights: FloatMatrix = found.x.reshape(shape).astype(np.float32)
    return weights


def _loss_and_slope(
    flat: NDArray[np.float64], choice: Choice, shape: tuple[int, int], penalty: float
) -> tuple[float, NDArray[np.float64]]:
    weights = flat.reshape(shape)
    per_user = (choice.terms @ weights).astype(np.float32)  # (n_users, n_factors)
    scores = np.einsum("ucf,uf->uc", choice.values, per_user)
    scores = np.where(choice.real, scores, -np.inf)
    scores -= scores.max(axis=1, keepdims=True)
    shares = np.exp(scores)
    shares /= shares.sum(axis=1, keepdims=True)
    loss = -np.log(np.maximum(shares[:, 0], 1e-12)).mean()
    expected = np.einsum("uc,ucf->uf", shares, choice.values)
    slope = choice.terms.T @ (expected - choice.values[:, 0]) / len(choice.terms)
    return float(loss + penalty * (flat**2).sum()), (slope + 2 * penalty * weights).ravel().astype(float)
