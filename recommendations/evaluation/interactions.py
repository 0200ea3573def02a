"""The evaluation over rated interactions: a random part of each user's items is asked for, order aside."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation.metrics.coverage import catalog_coverage
from recommendations.evaluation.metrics.ranking import average_precision_at_k, ndcg_at_k, precision_at_k, recall_at_k
from recommendations.evaluation.runner import first_items, without_history
from recommendations.evaluation.sequence_files import SequenceFileError
from recommendations.evaluation.splits import random_split
from recommendations.training.recommender import Recommender, TrainingData

K = 10
SHARE = 0.25  # of each user's items that is asked for


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """What of each user is known, and what is asked for."""

    kept: list[list[int]]
    asked: list[list[int]]
    n_items: int
    seed: int = 0


def read_interactions(path: Path, seed: int) -> SetQuestion:
    """Read tab-separated lines `user item rating timestamp` under a header line, and split them at random."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    by_user: dict[str, list[tuple[float, str]]] = {}
    for number, line in enumerate(lines, start=2):
        try:
            user, item, _, moment = line.split("\t")[:4]
            by_user.setdefault(user, []).append((float(moment), item))
        except ValueError as error:
            raise SequenceFileError(f"{path}, line {number}: expected user, item, rating and timestamp.") from error
    numbers = {item: at for at, item in enumerate(sorted({item for rows in by_user.values() for _, item in rows}))}
    sequences = [[numbers[item] for _, item in sorted(rows)] for rows in by_user.values()]
    kept, asked = random_split(sequences, SHARE, seed)
    return SetQuestion(kept, asked, len(numbers), seed)


def evaluate_sets(
    question: SetQuestion, models: Sequence[Recommender], report: Callable[[Mapping[str, Any]], None]
) -> list[dict[str, Any]]:
    """Fit each model, let it choose on one kept item a user, refit it to all kept items, and return its row."""
    rows = []
    for model in models:
        started = time.perf_counter()
        model.fit(_choosing(question))
        model.refit(TrainingData(question.kept, question.n_items))
        seconds = time.perf_counter() - started
        row = {"model": model.name, "fit": "train", **_figures(question, model), "seconds": round(seconds, 1)}
        rows.append(row)
        report(row)
    return rows


def _choosing(question: SetQuestion) -> TrainingData:
    """Return the kept items less a random one of each user who has three, which is held out."""
    generator = np.random.default_rng(question.seed)
    sequences, held_out = [], []
    for row in question.kept:
        at = int(generator.integers(len(row))) if len(row) > 2 else -1
        held_out.append(row[at] if at >= 0 else -1)
        sequences.append([item for place, item in enumerate(row) if place != at])
    return TrainingData(sequences, question.n_items, held_out=held_out)


def _figures(question: SetQuestion, model: Recommender) -> dict[str, float]:
    users = [at for at, row in enumerate(question.asked) if row]
    histories = [question.kept[at] for at in users]
    lists: NDArray[np.int64] = first_items(without_history(model.scores(histories), histories), K)
    found: dict[str, list[float]] = {"ndcg_at_10": [], "precision_at_10": [], "recall_at_10": [], "map_at_10": []}
    for ranked, at in zip(lists.tolist(), users, strict=True):
        relevant = set(question.asked[at])
        found["ndcg_at_10"].append(ndcg_at_k(ranked, relevant, K))
        found["precision_at_10"].append(precision_at_k(ranked, relevant, K))
        found["recall_at_10"].append(recall_at_k(ranked, relevant, K))
        found["map_at_10"].append(average_precision_at_k(ranked, relevant, K))
    means = {name: round(float(np.mean(values)), 4) for name, values in found.items()}
    return means | {"coverage": round(catalog_coverage(lists, question.n_items), 4)}
