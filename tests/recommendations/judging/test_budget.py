"""Who is asked about when calls are few."""

from datetime import UTC, datetime

import pytest

from recommendations.judging.budget import Waiting, worth_asking
from recommendations.judging.router import OFF, Bucket, Router, Weights

ON = Weights(0.3, 0.6)
ROUTER = Router(
    (
        Bucket(ON, 50, 0.10, 0.05, 0.15, "own"),
        Bucket(ON, 50, 0.02, 0.01, 0.03, "own"),
        Bucket(OFF, 50, 0.0, 0.0, 0.0, "none"),
    ),
    always=0.3,
    edges=(3, 6),
)


def waiting(shopper: int, length: int, day: int) -> Waiting:
    return Waiting(shopper, length, datetime(2026, 5, day, tzinfo=UTC))


ALL = [waiting(1, 9, 9), waiting(2, 4, 8), waiting(3, 1, 2), waiting(4, 2, 7)]


class WorthAskingTests:
    @pytest.mark.parametrize(
        ("calls_left", "shoppers"), [(None, [4, 3, 2]), (2, [4, 3]), (0, []), (-5, []), (99, [4, 3, 2])]
    )
    def test_greatest_gain_comes_first_then_the_last_seen(self, calls_left, shoppers):
        assert worth_asking(ALL, ROUTER, calls_left=calls_left) == shoppers
