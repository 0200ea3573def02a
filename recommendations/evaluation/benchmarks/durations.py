"""Summaries of measured durations."""

import math
from collections.abc import Sequence


def percentile(sorted_values: Sequence[float], share: float) -> float:
    """Return the nearest-rank percentile of ascending values: the smallest that `share` of them do not exceed.

    Raises ValueError where there is no value.
    """
    if not sorted_values:
        raise ValueError("Nothing was measured.")
    rank = math.ceil(round(len(sorted_values) * share, 6))  # rounded, because 100 × 0.07 is 7.000000000000001
    return sorted_values[max(rank, 1) - 1]


def summary(milliseconds: Sequence[float]) -> dict[str, float]:
    """Return p50, p95 and p99 in milliseconds."""
    ordered = sorted(milliseconds)
    return {f"p{round(share * 100)}_ms": round(percentile(ordered, share), 2) for share in (0.5, 0.95, 0.99)}
