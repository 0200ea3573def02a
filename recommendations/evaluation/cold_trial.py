"""Hides a share of the items in training, and asks for them: can an item be found that nobody has taken yet?"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation.metrics.intervals import bootstrap_interval
from recommendations.evaluation.metrics.next_item import hits_at_k, reciprocal_ranks, target_ranks
from recommendations.evaluation.splits import Part, leave_last_out
from recommendations.training.cold_items import ColdItems
from recommendations.training.recommender import FloatMatrix, Progress, TrainingData, silent

CUTOFFS = (10, 50)


@dataclass(frozen=True, slots=True)
class ColdQuestion:
    """What may be learned from, and the users whose next item is a hidden one that is new to them."""

    training: TrainingData  # no hidden item in sequences or held-out items
    cold: NDArray[np.bool_]  # (n_items,)
    histories: list[list[int]]  # hidden items stay in them: their descriptions are known
    targets: list[int]

    @property
    def columns(self) -> NDArray[np.int64]:
        """Return the place of each item among the cold ones; -1 for a warm one."""
        places: NDArray[np.int64] = np.where(self.cold, np.cumsum(self.cold) - 1, -1)
        return places


def cold_question(
    sequences: Sequence[Sequence[int]], content: FloatMatrix, *, share: float, seed: int, part: Part = "test"
) -> ColdQuestion:
    """Hide a random `share` of the items and split by leave_last_out; raise ValueError where nobody asks for one."""
    n_items = len(content)
    cold = np.zeros(n_items, dtype=bool)
    cold[np.random.default_rng(seed).permutation(n_items)[: round(n_items * share)]] = True
    split = leave_last_out(sequences, part)
    asked = [at for at, target in enumerate(split.targets) if cold[target] and target not in split.histories[at]]
    if not asked:
        raise ValueError("No user's next item is among the hidden ones: hide a larger share.")
    return ColdQuestion(
        TrainingData(
            [[item for item in row if not cold[item]] for row in split.train],
            n_items,
            content,
            [item if item >= 0 and not cold[item] else -1 for item in split.held_out],
        ),
        cold,
        [split.histories[at] for at in asked],
        [split.targets[at] for at in asked],
    )


def cold_report(question: ColdQuestion, *, seed: int = 0, progress: Progress = silent) -> dict[str, Any]:
    """Fit and ask once; return a row for recdash and for each of its parts, ranked among the cold items alone."""
    model = ColdItems()
    model.fit(question.training, question.cold, progress)
    scores = {model.name: model.scores(question.histories), **model.factors(question.histories)}
    rows = [_random_row(question)]
    rows += [{"model": name, **cold_row(values, question, seed=seed)} for name, values in scores.items()]
    best = next(row for row in rows if row["model"] == model.name)
    chance = rows[0]
    return {
        **{f"recall_at_{k}": best[f"recall_at_{k}"] for k in CUTOFFS},
        **{f"times_random_at_{k}": round(best[f"recall_at_{k}"] / chance[f"recall_at_{k}"], 2) for k in CUTOFFS},
        "cold_items": int(question.cold.sum()),
        "users": len(question.targets),
        "rows": rows,
        "weights": model.told_weights(),
    }


def cold_row(scores: FloatMatrix, question: ColdQuestion, *, seed: int = 0) -> dict[str, Any]:
    """Return recall and MRR of scores (n_users, n_cold), without the cold items of the history."""
    columns = question.columns
    cleared = np.array(scores, dtype=np.float32)
    for line, history in enumerate(question.histories):
        own = columns[history]
        cleared[line, own[own >= 0]] = -np.inf
    ranks = target_ranks(cleared, columns[question.targets])
    row: dict[str, Any] = {}
    intervals = {}
    for k in CUTOFFS:
        hits = hits_at_k(ranks, k)
        row[f"recall_at_{k}"] = round(float(hits.mean()), 4)
        found = asdict(bootstrap_interval(hits, seed=seed))
        intervals[f"recall_at_{k}"] = {name: round(value, 4) for name, value in found.items()}
    return row | {"mrr": round(float(reciprocal_ranks(ranks).mean()), 4), "intervals": intervals}


def _random_row(question: ColdQuestion) -> dict[str, Any]:
    """Return what chance expects: k of the cold items."""
    n_cold = int(question.cold.sum())
    return {"model": "random", **{f"recall_at_{k}": round(min(1.0, k / n_cold), 4) for k in CUTOFFS}}
