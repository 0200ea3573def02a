"""The items among which weights are learned: what any source puts first, and what was taken."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommendations.training.blend.factors import length_terms
from recommendations.training.blend.learning import Choice
from recommendations.training.recommender import FloatMatrix, Histories


def choice_of(factors: Sequence[FloatMatrix], histories: Histories, taken: Sequence[int], *, most: int = 60) -> Choice:
    """Return the choice each user had: the `most` first items of each factor, without those of the history.

    `factors` are (n_users, n_items) each, for the same histories. Users who took none of these items are left
    out: how they are ranked matters to nobody, and taken along they would teach to distrust every source.
    """
    found = [_user_candidates(factors, line, histories[line], taken[line], most) for line in range(len(histories))]
    rows = [(line, row) for line, row in enumerate(found) if row is not None]
    longest = max((len(row) for _, row in rows), default=1)
    values = np.zeros((len(rows), longest, len(factors)), dtype=np.float32)
    real = np.zeros((len(rows), longest), dtype=bool)
    for at, (line, row) in enumerate(rows):
        real[at, : len(row)] = True
        for column, factor in enumerate(factors):
            values[at, : len(row), column] = factor[line, row]
    return Choice(values, real, length_terms(np.array([len(histories[line]) for line, _ in rows], dtype=np.int64)))


def _user_candidates(
    factors: Sequence[FloatMatrix], line: int, history: Sequence[int], taken: int, most: int
) -> NDArray[np.int64] | None:
    most = min(most, factors[0].shape[1])
    telling = [factor[line] for factor in factors if factor[line].min() < factor[line].max()]
    if not telling:
        return None
    first = np.unique(np.concatenate([np.argpartition(-values, most - 1)[:most] for values in telling]))
    if taken not in first or taken in history:
        return None
    return np.concatenate([[taken], first[~np.isin(first, [*history, taken])]])
