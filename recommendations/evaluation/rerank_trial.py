"""Fits recdash and its parts, learns how they weigh in short lists, and ranks the lists of a benchmark."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation.rerank_lists import CandidateLists, RerankSet, drawn_lists
from recommendations.evaluation.rerank_report import (
    list_ranks,
    published_rows,
    rerank_difference,
    rerank_row,
)
from recommendations.training.blend.factors import factor, length_terms
from recommendations.training.blend.learning import Choice, learn_weights
from recommendations.training.blend.recdash import Recdash, Source
from recommendations.training.content import ContentSimilarity
from recommendations.training.recommender import FloatMatrix, Histories, Progress, TrainingData

VALIDATION_LISTS = 20_000  # at most, on which weights are learned
_AT_ONCE = 512
Scorer = Callable[[Histories], FloatMatrix]


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of the candidates of some lists, by the name of what gave them; each (n_lists, n_candidates)."""

    parts: dict[str, FloatMatrix]
    lengths: NDArray[np.int64]  # of the histories


class RerankTrial:
    """One recommender for lists: the sources of `recdash` and the content, with weights learned on drawn lists.

    Sources are fitted to the histories before the validation items; the weights are learned on lists drawn for
    validation items as the benchmark drew its own: the item that came, and 19 at random.
    """

    def __init__(self, data: RerankSet, content: FloatMatrix, recdash: Recdash, *, seed: int = 0) -> None:
        self._data = data
        self._training = TrainingData(data.train, len(data.titles), content, data.held_out)
        self._recdash = recdash
        self._content = ContentSimilarity()
        self._seed = seed
        self.weights: FloatMatrix = np.zeros((2, 0), dtype=np.float32)
        self.names: list[str] = []

    def fit(self, progress: Progress, *, lists: int = VALIDATION_LISTS) -> dict[str, Any]:
        """Fit the sources, learn the weights, and return the row of the lists that they were learned on."""
        self._content.fit(self._training)
        self._recdash.fit(self._training, progress)
        drawn = drawn_lists(self._data.train, self._data.held_out, self._training.n_items, most=lists, seed=self._seed)
        scored = self.scored(drawn)
        self.names = list(scored.parts)
        self.weights = learn_weights(_choice(scored))
        return rerank_row(list_ranks(self._blended(scored), scored.parts["popularity"]), seed=self._seed)

    def refit(self, progress: Progress) -> None:
        """Fit the sources to the validation items as well, and keep the weights."""
        pairs = zip(self._data.train, self._data.held_out, strict=True)
        longer = replace(self._training, sequences=[[*history, item] for history, item in pairs], held_out=None)
        self._recdash.refit(longer, progress)

    def ranks(self, lists: CandidateLists) -> dict[str, NDArray[np.int64]]:
        """Return the targets' ranks by model, `recdash` first."""
        scored = self.scored(lists)
        popularity = scored.parts["popularity"]
        every = {"recdash": self._blended(scored), **scored.parts}
        return {name: list_ranks(scores, popularity) for name, scores in every.items()}

    def scored(self, lists: CandidateLists) -> Scored:
        """Return the factors of the candidates."""
        lengths = np.array([len(history) for history in lists.histories])
        sequences = [model for name, model in self._sources() if name == "sequence"]
        parts = {"sequence": np.mean([_gathered(model, lists) for model in sequences], axis=0)} if sequences else {}
        for name, model in self._sources():
            if name != "sequence":
                parts[name] = _gathered(model, lists)
        return Scored(parts, lengths)

    def told_weights(self) -> dict[str, list[float]]:
        """Return each factor's weight for a history of 1, 4 and 16 items."""
        terms = length_terms(np.array([1, 4, 16])) @ self.weights
        return {name: [round(float(x), 3) for x in terms[:, at]] for at, name in enumerate(self.names)}

    def _sources(self) -> Iterator[tuple[str, Scorer]]:
        for name, source in self._recdash.sources.items():
            yield ("sequence" if source.kind == "logits" else name), _factor_of(source)
        yield self._content.name, self._content.scores

    def _blended(self, scored: Scored) -> FloatMatrix:
        weights = length_terms(scored.lengths) @ self.weights
        values = np.stack([scored.parts[name] for name in self.names], axis=2)
        blended: FloatMatrix = np.einsum("lcf,lf->lc", values, weights)
        return blended


def rerank_report(trial: RerankTrial, data: RerankSet, *, fit: str, seed: int) -> dict[str, Any]:
    """Return the rows of all models on the benchmark's lists, and recdash's lead over each."""
    ranks = trial.ranks(data.test)
    rows = [{"model": name, "fit": fit, **rerank_row(found, seed=seed)} for name, found in ranks.items()]
    leads = {
        name: {f"ndcg_at_{k}": rerank_difference(ranks["recdash"], found, k, seed=seed) for k in (1, 10)}
        for name, found in ranks.items()
        if name != "recdash"
    }
    first = {key: value for key, value in rows[0].items() if key not in ("model", "fit")}
    return first | {"lists": len(data.test), "rows": rows, "leads": leads, "published": published_rows()}


def _factor_of(source: Source) -> Scorer:
    return lambda histories: factor(source.model.scores(histories), source.kind)


def _gathered(scorer: Scorer, lists: CandidateLists) -> FloatMatrix:
    """Return the scores of the candidates only; users are asked in turns, for all items take much room."""
    chunks = [slice(start, start + _AT_ONCE) for start in range(0, len(lists), _AT_ONCE)]
    found = [np.take_along_axis(scorer(lists.histories[some]), lists.candidates[some], axis=1) for some in chunks]
    return np.concatenate(found).astype(np.float32)


def _choice(scored: Scored) -> Choice:
    values = np.stack(list(scored.parts.values()), axis=2)
    return Choice(values, np.ones(values.shape[:2], dtype=bool), length_terms(scored.lengths))
