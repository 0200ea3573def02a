"""Item-to-item neighbours from co-occurrence in recent histories."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommendations.training.linear.blocks import AT_ONCE, keep_largest, product_sizes, row_blocks
from recommendations.training.linear.matrices import CSR
from recommendations.training.types import Interaction

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class NeighbourConfig:
    """How co-occurrence is counted."""

    most: int = 50  # neighbours kept an item
    half_life_days: float = 30.0
    shrink: float = 2.0  # users whose agreement is taken off: two common users prove little
    most_per_user: int = 100  # latest items of a user


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Pairs of items by key, one a row: an item's pairs side by side, best first, ties by key."""

    items: Ints
    others: Ints
    positions: Ints  # from 0
    scores: NDArray[np.float64]  # 0–1


def item_neighbours(
    interactions: Sequence[Interaction], config: NeighbourConfig | None = None
) -> dict[int, list[tuple[int, float]]]:
    """Return item → [(neighbour, score 0–1)], best first, ties by key; an item alone has no entry."""
    pairs = neighbour_pairs(interactions, config)
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    rows = zip(pairs.items.tolist(), pairs.others.tolist(), pairs.scores.tolist(), strict=True)
    for item, other, score in rows:
        found[item].append((other, score))
    return dict(found)


def neighbour_pairs(interactions: Sequence[Interaction], config: NeighbourConfig | None = None) -> Neighbours:
    """Return the nearest neighbours of each item.

    Cosine of the items' user vectors, shrunk towards 0 for small counts (item-based collaborative filtering,
    Sarwar et al. 2001); a user's weight for an item is the square root of what they did with it, decayed. Items are
    compared block by block and only the nearest kept: memory grows with items and acts, not with pairs of items.
    """
    config = config or NeighbourConfig()
    keys, items = np.unique(np.array([row.item for row in interactions], dtype=np.int64), return_inverse=True)
    if not len(keys):
        nothing = np.zeros(0, dtype=np.int64)
        return Neighbours(nothing, nothing, nothing, np.zeros(0))
    matrix = _user_rows(interactions, items, len(keys), config)
    nearest = _nearest(matrix, config)
    rows = np.repeat(np.arange(len(keys)), np.diff(nearest.indptr))
    return Neighbours(
        items=keys[rows],
        others=keys[nearest.indices],
        positions=np.arange(len(rows)) - nearest.indptr[rows],
        scores=np.minimum(nearest.data, 1.0),
    )


def _user_rows(interactions: Sequence[Interaction], items: Ints, n_items: int, config: NeighbourConfig) -> CSR:
    """Return (n_users, n_items): roots of decayed weights of each user's latest items."""
    _, users = np.unique(np.array([row.user for row in interactions], dtype=np.int64), return_inverse=True)
    latest = max(row.occurred_at for row in interactions)
    ages = np.array([(latest - row.occurred_at).total_seconds() / 86_400 for row in interactions])
    weights = np.array([row.weight for row in interactions]) * 0.5 ** (ages / config.half_life_days)
    order = np.lexsort((ages, users))  # each user's acts, the latest first
    pairs, first, pair_of = np.unique(users[order] * n_items + items[order], return_index=True, return_inverse=True)
    sums = np.bincount(pair_of, weights=weights[order])
    user, item = pairs // n_items, pairs % n_items
    by_recency = np.lexsort((first, user))
    starts = np.searchsorted(user[by_recency], user[by_recency])
    kept = by_recency[np.arange(len(pairs)) - starts < config.most_per_user]
    shape = (int(users.max()) + 1, n_items)
    return sparse.csr_matrix((np.sqrt(sums[kept]), (user[kept], item[kept])), shape=shape)


def _nearest(matrix: CSR, config: NeighbourConfig) -> CSR:
    """Return (n_items, n_items): each item's likeness to the most like others, best first."""
    common = matrix.copy()
    common.data[:] = 1.0
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=0))).ravel().clip(min=1e-9)
    columns, common_columns = matrix.tocsc(), common.tocsc()
    found = []
    for rows in row_blocks(product_sizes(matrix, matrix), AT_ONCE):
        counts = (common_columns[:, rows].T.tocsr() @ common).tocsr()
        counts.data /= counts.data + config.shrink
        likeness = (columns[:, rows].T.tocsr() @ matrix).multiply(counts).tocoo()
        one, other = likeness.row + rows.start, likeness.col
        scores = likeness.data / (lengths[one] * lengths[other])
        told = (one != other) & (scores > 0)
        some = sparse.csr_matrix((scores[told], (likeness.row[told], other[told])), shape=likeness.shape)
        found.append(keep_largest(some, config.most))
    return sparse.vstack(found, format="csr")
