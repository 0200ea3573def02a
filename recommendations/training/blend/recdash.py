"""The recommender that recdash runs: sequence models, item-to-item models and popularity, blended."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Self

import numpy as np

from recommendations.training.blend.candidates import choice_of
from recommendations.training.blend.factors import Kind, factor, length_terms
from recommendations.training.blend.learning import Choice, learn_weights
from recommendations.training.blend.pairs import PairFacts
from recommendations.training.blend.products import ProductModel
from recommendations.training.blend.second_stage import Shortlists, learn_second_stage, rank_anew
from recommendations.training.chance_and_popularity import PopularityRecommender
from recommendations.training.linear.ease import Ease
from recommendations.training.linear.item_knn import DecayedItemKNN
from recommendations.training.linear.ridge import NextItemRidge
from recommendations.training.linear.word_ridge import WordRidge
from recommendations.training.recommender import (
    FloatMatrix,
    Histories,
    Progress,
    Recommender,
    TrainingData,
    silent,
)
from recommendations.training.sequence.config import SequenceConfig
from recommendations.training.sequence.model import SequenceRecommender

_USERS_AT_ONCE = 256
WIDE = SequenceConfig(dimension=128, content_directions=320, epochs=14)


@dataclass(frozen=True, slots=True)
class RecdashConfig:
    """Which sequence models take part, and on how many users weights and the second stage are learned."""

    sequences: tuple[SequenceConfig, ...] = tuple(replace(WIDE, seed=seed) for seed in range(3))
    weighed_users: int = 10_000
    second_stage_users: int = 25_000  # 0: the blend's order stays
    workers: int = 0  # models trained side by side; 0: as many as there are cores, two at most
    seed: int = 0

    @classmethod
    def for_seed(cls, seed: int) -> Self:
        """Return the default settings with every seed drawn from this one, so that no two runs share one."""
        sequences = cls().sequences
        seeded = tuple(replace(one, seed=seed * len(sequences) + at) for at, one in enumerate(sequences))
        return cls(sequences=seeded, seed=seed)


@dataclass(slots=True)
class Source:
    """One recommender of the blend and how its scores become a factor."""

    model: Recommender
    kind: Kind


@dataclass(slots=True)
class BlendWeights:
    """Weights (n_terms, n_factors) of the factors by name, see `length_terms`."""

    names: list[str]
    values: FloatMatrix = field(default_factory=lambda: np.zeros((2, 0), dtype=np.float32))


class Recdash(Recommender):
    """Adds the log-scores of its sources, weighed by what users with a history of that length took next.

    The head of the list is then ranked anew, see `second_stage`, where that was found to be better.
    """

    name = "recdash"

    def __init__(self, config: RecdashConfig | None = None, sources: Mapping[str, Source] | None = None) -> None:
        self.config = config or RecdashConfig()
        self.sources = dict(sources) if sources is not None else default_sources(self.config)
        self.weights = BlendWeights([])
        self.facts: PairFacts | None = None
        self.second_stage: ProductModel | None = None

    def fit(self, data: TrainingData, progress: Progress = silent) -> None:
        """Fit the sources, then learn the weights on `data.held_out`, which no source was fitted to."""
        self._each("fit", data, progress)
        self.weights = BlendWeights(self._factor_names(), learn_weights(self._choice(data)))
        self.facts, self.second_stage = PairFacts.of(data), None
        if self.config.second_stage_users:
            self.second_stage = self._learned_second_stage(data)
        progress({"source": self.name, "weights": self.told_weights(), "second_stage": bool(self.second_stage)})

    def refit(self, data: TrainingData, progress: Progress = silent) -> None:
        """Fit the sources to more data and keep the weights."""
        self._each("refit", replace(data, held_out=None), progress)
        self.facts = PairFacts.of(data)

    def scores(self, histories: Histories) -> FloatMatrix:
        """Return Σ weight · factor; two scores of one user differ by the log of how much likelier one item is.

        So they do after the second stage within the head of the list, and behind it, but not across.
        """
        factors = list(self.factors(histories))
        total = self._total(factors, histories)
        if self.second_stage is None or self.facts is None:
            return total
        return rank_anew(total, self._heads(total, factors, histories), self.second_stage)

    def factors(self, histories: Histories) -> Iterator[FloatMatrix]:
        """Yield each factor (n_users, n_items), the sequence models' first, as one."""
        sequences = [source for source in self.sources.values() if source.kind == "logits"]
        if sequences:
            yield np.mean([factor(source.model.scores(histories), "logits") for source in sequences], axis=0)
        for source in self.sources.values():
            if source.kind != "logits":
                yield factor(source.model.scores(histories), source.kind)

    def _total(self, factors: Sequence[FloatMatrix], histories: Histories) -> FloatMatrix:
        weights = length_terms(np.array([len(history) for history in histories])) @ self.weights.values
        total: FloatMatrix = factors[0] * weights[:, :1]
        for column, values in enumerate(factors[1:], start=1):
            total += values * weights[:, column : column + 1]
        return total

    def told_weights(self) -> dict[str, list[float]]:
        """Return each factor's weight for a history of 1, 4 and 16 items."""
        terms = length_terms(np.array([1, 4, 16])) @ self.weights.values
        return {name: [round(float(x), 3) for x in terms[:, at]] for at, name in enumerate(self.weights.names)}

    def parts(self) -> dict[str, Source]:
        """Return the sources by the names they have as recommenders; of the sequence models, the first one."""
        return {source.model.name: source for source in reversed(self.sources.values())}

    def _factor_names(self) -> list[str]:
        others = [name for name, source in self.sources.items() if source.kind != "logits"]
        return (["sequence"] if len(others) < len(self.sources) else []) + others

    def _each(self, verb: str, data: TrainingData, progress: Progress) -> None:
        """Fit all sources side by side; each has noise of its own, so that the order changes nothing."""
        workers = self.config.workers or min(2, os.cpu_count() or 1)
        with ThreadPoolExecutor(workers) as pool:
            jobs = [
                pool.submit(getattr(source.model, verb), data, partial(_named, name, progress))
                for name, source in self.sources.items()
            ]
            for job in jobs:
                job.result()

    def _choice(self, data: TrainingData) -> Choice:
        chunks = self._held_out(data, self.config.weighed_users) or [([], [])]
        return joined([choice_of(list(self.factors(histories)), histories, taken) for histories, taken in chunks])

    def _learned_second_stage(self, data: TrainingData) -> ProductModel | None:
        chunks = self._held_out(data, self.config.second_stage_users)
        if not chunks:
            return None
        parts = [self._shortlists(histories).with_taken(taken) for histories, taken in chunks]
        lists, places = (
            Shortlists.joined([lists for lists, _ in parts]),
            np.concatenate([places for _, places in parts]),
        )
        within = places < lists.items.shape[1]  # of a small catalog, lists are as long as histories leave them
        return learn_second_stage(lists.of_users(within), places[within])

    def _shortlists(self, histories: Histories) -> Shortlists:
        factors = list(self.factors(histories))
        return self._heads(self._total(factors, histories), factors, histories)

    def _heads(self, total: FloatMatrix, factors: Sequence[FloatMatrix], histories: Histories) -> Shortlists:
        """Return the heads of lists; popularity, whose square could tell of held-out items, is not in their values."""
        assert self.facts is not None
        told = [part for name, part in zip(self._factor_names(), factors, strict=True) if name != "popularity"]
        return Shortlists.of(total, told, histories, self.facts)

    def _held_out(self, data: TrainingData, most: int) -> list[tuple[Histories, list[int]]]:
        """Return histories and what followed, of `most` users drawn evenly, a part at a time."""
        held_out = np.asarray(data.held_out if data.held_out is not None else [], dtype=np.int64)
        asked = [at for at in np.flatnonzero(held_out >= 0).tolist() if len(data.sequences[at])]
        if len(asked) > most:
            generator = np.random.default_rng(self.config.seed)
            asked = sorted(generator.choice(asked, most, replace=False).tolist())
        chunks = [asked[at : at + _USERS_AT_ONCE] for at in range(0, len(asked), _USERS_AT_ONCE)]
        return [([data.sequences[at] for at in chunk], held_out[chunk].tolist()) for chunk in chunks]


def default_sources(config: RecdashConfig) -> dict[str, Source]:
    """Return the sources of the blend, not yet fitted; those that take longest first."""
    sequences = {
        f"sequence_{at}": Source(SequenceRecommender(one), "logits") for at, one in enumerate(config.sequences)
    }
    return {
        **sequences,
        "word_ridge": Source(WordRidge(), "strengths"),
        "ridge": Source(NextItemRidge(), "strengths"),
        "ease": Source(Ease(), "strengths"),
        "item_knn_decayed": Source(DecayedItemKNN(), "strengths"),
        "popularity": Source(PopularityRecommender(), "strengths"),
    }


def joined(parts: Sequence[Choice]) -> Choice:
    """Return the choices of all parts as one, padded to the longest."""
    longest = max(part.values.shape[1] for part in parts)
    values = [np.pad(part.values, ((0, 0), (0, longest - part.values.shape[1]), (0, 0))) for part in parts]
    real = [np.pad(part.real, ((0, 0), (0, longest - part.real.shape[1]))) for part in parts]
    return Choice(np.concatenate(values), np.concatenate(real), np.concatenate([part.terms for part in parts]))


def _named(name: str, progress: Progress, point: dict[str, object]) -> None:
    progress({"source": name, **point})
