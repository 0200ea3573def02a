"""Learn from examples that the taggers had not seen: how spans are weighed, which are proposed, how sure they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog.features.tagging.calibration import NEVER_SURE, Calibration, fit_calibration, sure_score
from catalog.features.tagging.choosing import best_threshold, choose_spans
from catalog.features.tagging.config import TaggingConfig
from catalog.features.tagging.rescoring import Rescorer, Weighed, fit_rescorer
from catalog.features.tagging.types import SpanScores

Facts = set[tuple[str, int, int]]
_LEAST_CHOSEN = 0.01  # below, a span is no choice whatever the threshold


@dataclass(frozen=True, slots=True)
class HeldOut:
    """The spans of each example as taggers see it that were trained without it, the truth, and the rows by fold."""

    weighed: Sequence[Weighed]
    facts: Sequence[Facts]
    folds: Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Decisions:
    """How the taggers' opinions become values."""

    rescorer: Rescorer
    least: float  # score of a span to be proposed
    sure: float  # score from which on values need no look
    calibration: Calibration
    metrics: Mapping[str, float]


def learn_decisions(held_out: HeldOut, config: TaggingConfig) -> Decisions:
    """Return the rescorer of all examples, with thresholds and confidence that no example helped to judge itself by."""
    scores = _cross_fitted(held_out, config)
    judged = [
        (score, choice in facts)
        for some, facts in zip(scores, held_out.facts, strict=True)
        for choice, score in choose_spans(some, _LEAST_CHOSEN).items()
    ]
    stated = sum(map(len, held_out.facts))
    least = best_threshold(judged, stated, config.least_probability)
    sure = sure_score(judged, config.wanted_precision)
    rescorer = fit_rescorer(held_out.weighed, held_out.facts, config.rescoring_penalty)
    metrics = _metrics(judged, stated, least, sure) | {"examples": float(len(held_out.facts))}
    return Decisions(rescorer, least, max(least, sure), fit_calibration(judged), metrics)


def _cross_fitted(held_out: HeldOut, config: TaggingConfig) -> list[SpanScores]:
    """Return each example's scores by a rescorer that was fitted without its fold."""
    scores: list[SpanScores] = [{} for _ in held_out.facts]
    for rows in held_out.folds:
        left_out = set(rows)
        others = [row for row in range(len(scores)) if row not in left_out]
        rescorer = fit_rescorer(
            [held_out.weighed[row] for row in others],
            [held_out.facts[row] for row in others],
            config.rescoring_penalty,
        )
        for row in rows:
            scores[row] = rescorer.scores(held_out.weighed[row])
    return scores


def _metrics(judged: Sequence[tuple[float, bool]], stated: int, least: float, sure: float) -> dict[str, float]:
    right = sum(one for score, one in judged if score >= least)
    proposed = sum(score >= least for score, _ in judged)
    accepted = [one for score, one in judged if score >= sure] if sure < NEVER_SURE else []
    return {
        "held_out_precision": right / max(1, proposed),
        "held_out_recall": right / max(1, stated),
        "held_out_f1": 2 * right / max(1, proposed + stated),
        "held_out_sure_share": len(accepted) / max(1, stated),
        "held_out_sure_precision": sum(accepted) / max(1, len(accepted)),
    }
