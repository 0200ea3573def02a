"""Item-to-item neighbours from co-occurrence in recent histories."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recommendations.training.types import Interaction


@dataclass(frozen=True, slots=True)
class NeighbourConfig:
    """How co-occurrence is counted."""

    most: int = 50  # neighbours kept an item
    half_life_days: float = 30.0
    shrink: float = 2.0  # users whose agreement is taken off: two common users prove little
    most_per_user: int = 100  # latest items of a user


def item_neighbours(
    interactions: Sequence[Interaction], config: NeighbourConfig | None = None
) -> dict[int, list[tuple[int, float]]]:
    """Return item → [(neighbour, score 0–1)], best first, ties by key; an item alone has no entry.

    Cosine of the items' user vectors, shrunk towards 0 for small counts (item-based collaborative filtering,
    Sarwar et al. 2001); a user's weight for an item is the square root of what they did with it, decayed.
    """
    config = config or NeighbourConfig()
    items = sorted({row.item for row in interactions})
    if not items:
        return {}
    position = {item: column for column, item in enumerate(items)}
    matrix = _user_rows(interactions, position, config)  # (n_users, n_items)
    common = (matrix > 0).astype(np.float32)
    agreement = matrix.T @ matrix  # (n_items, n_items)
    lengths = np.sqrt(np.diag(agreement)).clip(min=1e-9)
    counts = common.T @ common
    similarity = agreement / np.outer(lengths, lengths) * (counts / (counts + config.shrink).clip(min=1e-9))
    np.fill_diagonal(similarity, 0.0)
    found = {item: _best(similarity[column], items, config.most) for item, column in position.items()}
    return {item: neighbours for item, neighbours in found.items() if neighbours}


def _user_rows(interactions: Sequence[Interaction], position: dict[int, int], config: NeighbourConfig) -> np.ndarray:
    latest = max(row.occurred_at for row in interactions)
    weights: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for row in sorted(interactions, key=lambda row: row.occurred_at, reverse=True):
        mine = weights[row.user]
        column = position[row.item]
        if column in mine or len(mine) < config.most_per_user:
            age_days = (latest - row.occurred_at).total_seconds() / 86_400
            mine[column] += row.weight * 0.5 ** (age_days / config.half_life_days)
    matrix = np.zeros((len(weights), len(position)), dtype=np.float32)
    for line, mine in enumerate(weights.values()):
        matrix[line, list(mine)] = np.sqrt(list(mine.values()))
    return matrix


def _best(scores: np.ndarray, items: Sequence[int], most: int) -> list[tuple[int, float]]:
    order = np.lexsort((np.arange(len(scores)), -scores))[:most]
    return [(items[column], float(min(1.0, scores[column]))) for column in order if scores[column] > 0]
