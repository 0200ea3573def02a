"""Asks recommenders about a shop's own history: which new product did each shopper take first after one moment?

Everything is learned from before that moment (a global temporal split), so that nobody's future teaches anything.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from recommendations.engine.histories import gaps_days, type_numbers
from recommendations.evaluation.groups import group_figures, length_names
from recommendations.evaluation.report import LENGTHS, differences, figures
from recommendations.evaluation.runner import Outcome, Scorer, ask
from recommendations.evaluation.sequences import Question
from recommendations.evaluation.splits import Split, global_temporal
from recommendations.training.chance_and_popularity import PopularityRecommender, RandomRecommender
from recommendations.training.linear.ease import Ease
from recommendations.training.linear.item_knn import DecayedItemKNN
from recommendations.training.linear.ridge import NextItemRidge
from recommendations.training.recommender import FloatMatrix, Progress, Recommender, TrainingData, silent
from recommendations.training.sequence.model import SequenceRecommender
from recommendations.training.shop_sequences import FEWEST_STEPS, HELD_OUT, Shop, settings_for

MOST_ASKED = 10_000  # shoppers; more would make the intervals no narrower than anybody needs
BASELINE = "popularity"


class TooLittleHistory(Exception):
    """The shop's history cannot be split; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class ShopQuestion:
    """What is asked about a shop."""

    question: Question
    shop: Shop  # whole, of all users
    segments: list[str]  # of the asked users
    moment: datetime  # of the first event that is asked for
    had_before: int  # users who came back and took nothing that was new to them; they are not asked about

    def training(self) -> TrainingData:
        """Return what models are fitted to, with the types and gaps of the events."""
        split = self.question.split
        steps = [steps[: len(row)] for steps, row in zip(self.shop, split.train, strict=True)]
        return replace(
            self.question.training,
            event_types=[type_numbers(some) for some in steps],
            gaps_days=[gaps_days(some) for some in steps],
        )


def _sequence(asked: ShopQuestion) -> Recommender:
    split = asked.question.split
    before = [steps[: len(row)] for steps, row in zip(asked.shop, split.train, strict=True)]
    return SequenceRecommender(replace(settings_for(before), seed=asked.question.seed))


MODELS: dict[str, Callable[[ShopQuestion], Recommender]] = {
    "random": lambda asked: RandomRecommender(asked.question.seed),
    BASELINE: lambda asked: PopularityRecommender(),
    "item_knn_decayed": lambda asked: DecayedItemKNN(),
    "ease": lambda asked: Ease(),
    "ridge": lambda asked: NextItemRidge(),
    "sequence": _sequence,
}

SERVED = "served"  # the whole way that recdash serves
NAMES = (*MODELS, SERVED)


def shop_question(shop: Shop, segments: Sequence[str], content: FloatMatrix, *, seed: int = 0) -> ShopQuestion:
    """Split a shop by time; `segments` are the users' locales, `content` is (n_items, width).

    Asked for is the first item after the moment that is new to the user: whom a list shows what they know, it tells
    nothing. Of more than MOST_ASKED users a random choice is asked about. Raises TooLittleHistory.
    """
    if sum(map(len, shop)) < FEWEST_STEPS:
        raise TooLittleHistory(f"The history has fewer than {FEWEST_STEPS} steps of shoppers with known products.")
    sequences = [[step.item for step in steps] for steps in shop]
    times = [[step.occurred_at.timestamp() for step in steps] for steps in shop]
    whole = global_temporal(sequences, times, HELD_OUT)
    split = _new_items(whole, sequences, seed)
    if not split.users:
        raise TooLittleHistory("No shopper came back for a product that was new to them.")
    after = [times[user][len(history)] for user, history in zip(split.users, split.histories, strict=True)]
    return ShopQuestion(
        question=Question(split, sequences, len(content), content, seed=seed),
        shop=shop,
        segments=[segments[user] for user in split.users],
        moment=datetime.fromtimestamp(min(after), UTC),
        had_before=sum(_first_new(whole, at, sequences) is None for at in range(len(whole.users))),
    )


def shop_row(asked: ShopQuestion, name: str, progress: Progress = silent) -> dict[str, Any]:
    """Fit one of MODELS, ask it about every user, and return its row of the report."""

    def fit(report: Progress) -> Scorer:
        model = MODELS[name](asked)
        model.fit(asked.training(), report)
        return _scorer(model, asked)

    return fitted_row(asked, name, fit, progress)


def fitted_row(
    asked: ShopQuestion, name: str, fit: Callable[[Progress], Scorer], progress: Progress = silent
) -> dict[str, Any]:
    """Fit something that scores the asked users in their order, ask it about each, and return its row of the report.

    Beside the figures of `evaluate` it has NDCG@10 by length of history and by segment, the paired difference from
    popularity, and the learning curve where there is one.
    """
    curve: list[dict[str, Any]] = []

    def report(point: dict[str, Any]) -> None:
        curve.append(point)
        progress(point)

    started = time.perf_counter()
    scorer = fit(report)
    seconds = time.perf_counter() - started
    outcome = _outcome(asked, scorer)
    row = {"model": name, **figures(outcome, asked.question.ground, seed=asked.question.seed)}
    row |= {"seconds": round(seconds, 2), "scoring_seconds": round(outcome.seconds, 2)}
    row |= _groups(outcome, asked) | ({"curve": curve} if curve else {})
    return row | ({} if name == BASELINE else {"over_popularity": _over_popularity(outcome, asked)})


def _new_items(split: Split, sequences: Sequence[Sequence[int]], seed: int) -> Split:
    """Return the split with the users' first new items as targets."""
    targets = {at: item for at in range(len(split.users)) if (item := _first_new(split, at, sequences)) is not None}
    asked = list(targets)
    if len(asked) > MOST_ASKED:
        asked = sorted(np.random.default_rng(seed).choice(asked, MOST_ASKED, replace=False).tolist())
    return replace(
        split,
        histories=[split.histories[at] for at in asked],
        targets=[targets[at] for at in asked],
        users=[split.users[at] for at in asked],
    )


def _first_new(split: Split, at: int, sequences: Sequence[Sequence[int]]) -> int | None:
    history = split.histories[at]
    return next((item for item in sequences[split.users[at]][len(history) :] if item not in history), None)


def _outcome(asked: ShopQuestion, scorer: Scorer) -> Outcome:
    return ask(scorer, asked.question.split.histories, asked.question.split.targets)


def _scorer(model: Recommender, asked: ShopQuestion) -> Scorer:
    """Return the model's scores; those of the sequence model with the types and gaps of events, as it is served."""
    if not isinstance(model, SequenceRecommender):
        return model.scores
    split = asked.question.split
    steps = [asked.shop[user][: len(row)] for user, row in zip(split.users, split.histories, strict=True)]
    types, gaps = [type_numbers(some) for some in steps], [gaps_days(some) for some in steps]
    users = iter(model.user_embeddings(split.histories, types, gaps))

    def scores(some: Sequence[Sequence[int]]) -> FloatMatrix:
        found: FloatMatrix = np.stack([next(users) for _ in some]) @ model.vectors.T + model.weights["bias"]
        return found

    return scores


def _groups(outcome: Outcome, asked: ShopQuestion) -> dict[str, Any]:
    seed = asked.question.seed
    names, order = length_names([len(history) for history in asked.question.split.histories], LENGTHS)
    return {
        "by_length": group_figures(outcome.ranks, names, order=order, seed=seed),
        "by_segment": group_figures(outcome.ranks, asked.segments, seed=seed),
    }


def _over_popularity(outcome: Outcome, asked: ShopQuestion) -> dict[str, Any]:
    baseline = PopularityRecommender()
    baseline.fit(asked.question.training)
    popular = _outcome(asked, baseline.scores)
    found: dict[str, Any] = differences(outcome, {BASELINE: popular}, seed=asked.question.seed)[BASELINE]
    return found
