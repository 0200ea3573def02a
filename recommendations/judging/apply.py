"""Add judgements to the scores of a list, as the router weighs them: numpy alone, fit for a request."""

import numpy as np

from recommendations.judging.lists import Flags
from recommendations.judging.mix import Vector, standardise
from recommendations.judging.router import Weights


def judge_contributions(base: Vector, judged: Vector, new: Flags, weights: Weights) -> Vector:
    """Return what to add to each base score, none below 0, all 0 where the router has it switched off.

    `judged` holds lifts, personal scores or the student's guesses, nan where nobody judged: these items count as
    judged middling. The order of base + contributions is that of `lists.combine`, on which the router was learned.
    """
    known = np.isfinite(judged)
    if weights.off or not known.any():
        return np.zeros(len(base))
    judgements = np.zeros(len(base))
    judgements[known] = standardise(judged[known])
    spread = float(base.std()) or 1.0  # equal base scores leave the order to the judgements
    added = spread * np.where(new, weights.new, weights.old) * judgements
    lowest: Vector = added - added.min()
    return lowest
