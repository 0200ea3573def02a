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
from recommendations.training.blend.learning import Choice
from recommendations.training.blend.pairs import PAIR_FACTS, PairFacts
from recommendations.training.blend.products import ProductModel, learn_products
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
    pairs: FloatMatrix  # (n_lists, n_candidates, len(PAIR_FACTS))
    lengths: NDArray[np.int64]  # of the histories

    @property
    def choice(self) -> Choice:
        """Return the lists as choices, whose first candidate was taken."""
        values = np.concatenate([np.stack(list(self.parts.values()), axis=2), self.pairs], axis=2)
        return Choice(values, np.ones(values.shape[:2], dtype=bool), length_terms(self.lengths))


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
        self._facts = PairFacts.of(self._training)
        self._seed = seed
        self.model: ProductModel | None = None

    def fit(self, progress: Progress, *, lists: int = VALIDATION_LISTS) -> dict[str, Any]:
        """Fit the sources, learn the weights, and return the row of the validation lists.

        For that row, each half of the lists is asked of weights that were learned on the other half.
        """
        self._content.fit(self._training)
        self._recdash.fit(self._training, progress)
        drawn = drawn_lists(self._data.train, self._data.held_out, self._training.n_items, most=lists, seed=self._seed)
        scored = self.scored(drawn)
        choice = scored.choice
        self.model = _learned(choice)
        halves = np.arange(len(drawn)) % 2
        crossed = np.zeros(choice.values.shape[:2], dtype=np.float32)
        for half in (0, 1):
            crossed[halves == half] = _asked(_learned(_some(choice, halves != half)), _some(choice, halves == half))
        return rerank_row(list_ranks(crossed, scored.parts["popularity"]), seed=self._seed)

    def refit(self, progress: Progress) -> None:
        """Fit the sources to the validation items as well, and keep the weights."""
        pairs = zip(self._data.train, self._data.held_out, strict=True)
        longer = replace(self._training, sequences=[[*history, item] for history, item in pairs], held_out=None)
        self._recdash.refit(longer, progress)
        self._facts = PairFacts.of(longer)

    def ranks(self, lists: CandidateLists) -> dict[str, NDArray[np.int64]]:
        """Return the targets' ranks by model, `recdash` first."""
        scored = self.scored(lists)
        popularity = scored.parts["popularity"]
        assert self.model is not None
        every = {"recdash": _asked(self.model, scored.choice), **scored.parts}
        return {name: list_ranks(scores, popularity) for name, scores in every.items()}

    def scored(self, lists: CandidateLists) -> Scored:
        """Return the factors of the candidates."""
        lengths = np.array([len(history) for history in lists.histories])
        sequences = [model for name, model in self._sources() if name == "sequence"]
        parts = {"sequence": np.mean([_gathered(model, lists) for model in sequences], axis=0)} if sequences else {}
        for name, model in self._sources():
            if name != "sequence":
                parts[name] = _gathered(model, lists)
        return Scored(parts, self._facts.columns(lists.histories, lists.candidates), lengths)

    def _sources(self) -> Iterator[tuple[str, Scorer]]:
        for name, source in self._recdash.sources.items():
            yield ("sequence" if source.kind == "logits" else name), _factor_of(source)
        yield self._content.name, self._content.scores


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


def _learned(choice: Choice) -> ProductModel:
    """Return weights that, alone, never count a source's score against an item."""
    sources = choice.values.shape[2] - len(PAIR_FACTS)
    return learn_products(choice, [True] * sources + [False] * len(PAIR_FACTS))


def _asked(model: ProductModel, choice: Choice) -> FloatMatrix:
    return model.scores(choice.values, choice.terms)


def _some(choice: Choice, chosen: NDArray[np.bool_]) -> Choice:
    return Choice(choice.values[chosen], choice.real[chosen], choice.terms[chosen])
