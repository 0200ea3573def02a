"""Interests as vectors: a few centres a shopper, because their average lies near nothing they want."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recdash.llm.types import FloatMatrix
from users.interests.types import Catalogue, Cluster, Weighted

Encode = Callable[[Sequence[str]], FloatMatrix]


@dataclass(frozen=True, slots=True)
class ClusterConfig:
    """How points become centres."""

    most: int = 5
    most_points: int = 80
    join_similarity: float = 0.55  # cosine above which a point joins a centre


def cluster(
    events: Sequence[Weighted], catalogue: Catalogue, encode: Encode, config: ClusterConfig | None = None
) -> list[Cluster]:
    """Return up to `most` centres, heaviest first; empty where no event has a vector.

    Leader clustering: points in order of weight join the nearest centre or found one. One pass, no seed, and the
    strongest interests get their centres first.
    """
    config = config or ClusterConfig()
    points = _points(events, catalogue, encode, config)
    sums: list[NDArray[np.float32]] = []
    weights: list[float] = []
    labels: list[str] = []
    for vector, weight, label in points:
        best = _nearest(vector, sums)
        if best is not None and (best[1] >= config.join_similarity or len(sums) == config.most):
            sums[best[0]] = sums[best[0]] + weight * vector
            weights[best[0]] += weight
        else:
            sums.append(weight * vector)
            weights.append(weight)
            labels.append(label)
    total = sum(weights)
    centres = [
        Cluster(_unit(vector), weight / total, label)
        for vector, weight, label in zip(sums, weights, labels, strict=True)
    ]
    return sorted(centres, key=lambda centre: -centre.weight)


def _points(
    events: Sequence[Weighted], catalogue: Catalogue, encode: Encode, config: ClusterConfig
) -> list[tuple[NDArray[np.float32], float, str]]:
    """Return (vector, weight, label) of products and queries, heaviest first."""
    weights: dict[int | str, float] = {}
    for row in events:
        source = row.event.product if row.event.product is not None else row.event.query
        if source:
            weights[source] = weights.get(source, 0.0) + row.weight
    heaviest = sorted(
        ((source, weight) for source, weight in weights.items() if weight > 0),
        key=lambda pair: (-pair[1], str(pair[0])),
    )[: config.most_points]
    queries = [source for source, _ in heaviest if isinstance(source, str)]
    encoded = dict(zip(queries, encode(queries), strict=True)) if queries else {}
    points = []
    for source, weight in heaviest:
        vector = encoded.get(source) if isinstance(source, str) else catalogue.vectors.get(source)
        if vector is not None and np.any(vector):
            points.append((vector, weight, f"{'query' if isinstance(source, str) else 'product'}:{source}"))
    return points


def _nearest(vector: NDArray[np.float32], sums: Sequence[NDArray[np.float32]]) -> tuple[int, float] | None:
    if not sums:
        return None
    similarities = [float(vector @ _unit(centre)) for centre in sums]
    best = int(np.argmax(similarities))
    return best, similarities[best]


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    length = float(np.linalg.norm(vector))
    return (vector / length if length else vector).astype(np.float32)
