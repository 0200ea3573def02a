"""Scores items that nobody has taken yet: by their description, and by what happens to the items they resemble."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommendations.training.blend.factors import length_terms
from recommendations.training.blend.learning import Choice, learn_weights
from recommendations.training.content import ContentSimilarity, spread_content
from recommendations.training.linear.item_knn import DecayedItemKNN, ItemKNNConfig
from recommendations.training.linear.matrices import CSR
from recommendations.training.linear.ridge import NextItemRidge
from recommendations.training.recommender import FloatMatrix, Histories, Progress, Recommender, TrainingData, silent

_AT_ONCE = 512
Mask = NDArray[np.bool_]  # (n_items,)


@dataclass(frozen=True, slots=True)
class ColdItemsConfig:
    """How a cold item borrows from warm ones, and how much is hidden to rehearse that."""

    neighbours: int = 100  # warm items of nearest content
    power: float = 4.0  # of a neighbour's cosine, which is its share: greater trusts the nearest more
    floor: float = 1e-3  # of the mean borrowed score, below which differences say nothing
    rehearsal_share: float = 0.1  # of warm items, hidden while weights are learned
    rehearsals: int = 3  # with other items hidden each time
    seed: int = 0


class ColdItems:
    """Adds similarity of content and the scores that item-to-item models give to an item's neighbours in content.

    What the parts weigh is learned in rehearsals: some warm items are hidden, the models are fitted without them,
    and the users whose held-out item is among them tell which part found it. No interaction of a cold item is used.
    (Borrowing from neighbours in attributes: Gantner et al. 2010.)
    """

    name = "recdash"

    def __init__(self, config: ColdItemsConfig | None = None) -> None:
        self.config = config or ColdItemsConfig()
        self.weights: FloatMatrix = np.zeros((2, 0), dtype=np.float32)
        self.names: list[str] = []

    def fit(self, data: TrainingData, cold: Mask, progress: Progress = silent) -> None:
        """Learn from sequences without cold items and the content of all; raise ValueError without content."""
        generator = np.random.default_rng(self.config.seed)
        warm = np.flatnonzero(~cold)
        choices = []
        for number in range(self.config.rehearsals):
            hidden = np.zeros(data.n_items, dtype=bool)
            hidden[generator.permutation(warm)[: round(len(warm) * self.config.rehearsal_share)]] = True
            choices.append(self._rehearsed(data, cold, hidden))
            progress({"rehearsal": number + 1, "users": len(choices[-1].values)})
        self.weights = learn_weights(_joined(choices))
        self.sources = Sources(data, cold, self.config)
        self.names = list(self.sources.factors([[]]))

    def factors(self, histories: Histories) -> Mapping[str, FloatMatrix]:
        """Return what each part says of the cold items, in order of their numbers; (len(histories), n_cold) each."""
        return self.sources.factors(histories)

    def scores(self, histories: Histories) -> FloatMatrix:
        """Return (len(histories), n_cold), greater is better."""
        weights = length_terms(np.array([len(history) for history in histories])) @ self.weights
        values = np.stack(list(self.factors(histories).values()), axis=2)
        blended: FloatMatrix = np.einsum("ucf,uf->uc", values, weights).astype(np.float32)
        return blended

    def told_weights(self) -> dict[str, list[float]]:
        """Return each part's weight for a history of 1, 4 and 16 items."""
        terms = length_terms(np.array([1, 4, 16])) @ self.weights
        return {name: [round(float(x), 3) for x in terms[:, at]] for at, name in enumerate(self.names)}

    def _rehearsed(self, data: TrainingData, cold: Mask, hidden: Mask) -> Choice:
        """Return the choice among the hidden items of the users whose held-out item is one of them."""
        held_out = np.asarray(data.held_out, dtype=np.int64)
        rows = data.sequences
        known = np.flatnonzero(held_out >= 0).tolist()
        asked = [at for at in known if hidden[held_out[at]] and held_out[at] not in rows[at]]
        seen = [[item for item in row if not hidden[item]] for row in rows]
        sources = Sources(replace(data, sequences=seen), cold | hidden, self.config)
        histories = [rows[at] for at in asked]
        columns = np.flatnonzero(hidden[cold | hidden])  # the truly cold stay out of it
        values = np.stack([factor[:, columns] for factor in sources.factors(histories).values()], axis=2)
        number = np.cumsum(hidden) - 1
        return _target_first(values, number[held_out[asked]], histories)


class Sources:
    """The parts of `ColdItems`, fitted without the items of a mask."""

    def __init__(self, data: TrainingData, cold: Mask, config: ColdItemsConfig) -> None:
        self._content = ContentSimilarity()
        self._content.fit(data)
        self._cold = cold
        self._floor = config.floor
        self._models: list[Recommender] = [
            DecayedItemKNN(ItemKNNConfig(decay=0.8)),
            NextItemRidge(),
        ]
        for model in self._models:
            model.fit(data)
        vectors = spread_content(data.content) if data.content is not None else self._content.vectors
        self._neighbours = content_neighbours(vectors, cold, most=config.neighbours, power=config.power)
        nearest = np.arange(len(cold))
        nearest[cold] = np.asarray(self._neighbours.argmax(axis=1)).ravel()
        self._stand_in = nearest  # a cold item of a history counts as the warm one nearest to it

    def factors(self, histories: Histories) -> dict[str, FloatMatrix]:
        """Return log-scores of the models, borrowed, and the cosine of the content; (len(histories), n_cold)."""
        warm = [self._stand_in[np.asarray(history, dtype=np.int64)].tolist() for history in histories]
        found = {f"borrowed_{model.name}": self._borrowed(model, warm) for model in self._models}
        return found | {self._content.name: self._content.scores(histories)[:, self._cold]}

    def _borrowed(self, model: Recommender, histories: Histories) -> FloatMatrix:
        chunks = [histories[start : start + _AT_ONCE] for start in range(0, len(histories), _AT_ONCE)]
        parts = [(self._neighbours @ np.maximum(model.scores(some), 0).T).T for some in chunks]
        scores = np.concatenate(parts)
        floor = max(self._floor * float(scores.mean()), 1e-9)
        logs: FloatMatrix = np.log(scores + floor).astype(np.float32)
        return logs


def content_neighbours(vectors: FloatMatrix, cold: Mask, *, most: int, power: float) -> CSR:
    """Return shares (n_cold, n_items) of the `most` warm items nearest in content to each cold one; rows sum to 1.

    `vectors` (n_items, width) have length 1. A share grows with cosine ** power; a row without any positive
    cosine is empty.
    """
    warm = np.flatnonzero(~cold)
    most = min(most, len(warm))
    similarity = np.maximum(vectors[cold] @ vectors[warm].T, 0)
    found = np.argpartition(-similarity, most - 1, axis=1)[:, :most]
    shares = np.take_along_axis(similarity, found, axis=1).astype(np.float64) ** power
    shares /= np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)
    starts = np.arange(0, found.size + 1, most)
    shape = (len(found), len(cold))
    return sparse.csr_matrix((shares.ravel().astype(np.float32), warm[found].ravel(), starts), shape=shape)


def _target_first(values: FloatMatrix, targets: NDArray[np.int64], histories: Histories) -> Choice:
    """Return the choice with each user's target moved to place 0."""
    lines = np.arange(len(values))
    ordered = values.copy()
    ordered[lines, 0], ordered[lines, targets] = values[lines, targets], values[lines, 0]
    real = np.ones(values.shape[:2], dtype=bool)
    return Choice(ordered, real, length_terms(np.array([len(history) for history in histories], dtype=np.int64)))


def _joined(choices: list[Choice]) -> Choice:
    fewest = min(choice.values.shape[1] for choice in choices)
    return Choice(
        np.concatenate([choice.values[:, :fewest] for choice in choices]),
        np.concatenate([choice.real[:, :fewest] for choice in choices]),
        np.concatenate([choice.terms for choice in choices]),
    )
