"""Confidence that means what it says, and from which confidence on values need no look."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

NEVER_SURE = 2.0  # no score is as high
LEAST_VALUES = 20  # on fewer no share of right ones is believed
Judged = Sequence[tuple[float, bool]]  # (score, right) of held-out values


@dataclass(frozen=True, slots=True)
class Calibration:
    """A rising step function from score to the share that was right (isotonic regression)."""

    scores: tuple[float, ...] = (0.0,)
    shares: tuple[float, ...] = (0.5,)

    def confidence(self, score: float) -> float:
        """Return the share of held-out values of about this score that were right, linear between the steps."""
        place = bisect_right(self.scores, score)
        if place == 0:
            return self.shares[0]
        if place == len(self.scores):
            return self.shares[-1]
        low, high = self.scores[place - 1], self.scores[place]
        part = (score - low) / (high - low)
        return self.shares[place - 1] + part * (self.shares[place] - self.shares[place - 1])


def fit_calibration(judged: Judged) -> Calibration:
    """Return the isotonic regression by pooling adjacent violators (Ayer et al. 1955), one prior miss and hit a pool.

    Without values each confidence is 0.5.
    """
    pools: list[list[float]] = []  # sum of scores, right, count
    for score, right in sorted(judged):
        pools.append([score, float(right), 1.0])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1] = [one + other for one, other in zip(pools[-1], last, strict=True)]
    if not pools:
        return Calibration()
    shares = [(right + 1) / (count + 2) for _, right, count in pools]
    rising = [max(shares[: place + 1]) for place in range(len(shares))]
    return Calibration(tuple(total / count for total, _, count in pools), tuple(rising))


def sure_score(judged: Judged, precision: float) -> float:
    """Return the lowest score from which on the share of right values is at least `precision`.

    At least LEAST_VALUES must stand above it; NEVER_SURE where there is no such score.
    """
    best, right = NEVER_SURE, 0
    for count, (score, is_right) in enumerate(sorted(judged, reverse=True), start=1):
        right += is_right
        if count >= LEAST_VALUES and right / count >= precision:
            best = score
    return best
