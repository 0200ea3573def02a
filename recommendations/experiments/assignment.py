"""Which arm of an experiment somebody is in: a hash, so that nothing is stored and every server says the same."""

from collections.abc import Mapping
from hashlib import blake2b

BUCKETS = 2.0**64


def bucket(experiment_key: str, unit: str) -> float:
    """Return a number in [0, 1) that is always the same for a shopper or session in an experiment.

    Uniform over units, and independent between experiments, since the key is hashed along.
    """
    digest = blake2b(f"{experiment_key}\0{unit}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / BUCKETS


def arm_of(experiment_key: str, unit: str, shares: Mapping[str, float]) -> str:
    """Return the arm of a unit. `shares` gives each arm its part of the traffic, which add up to 1.

    Arms lie one after the other, so an arm that stands first keeps everybody it has when its share grows. Raises
    ValueError where the shares do not add up.
    """
    if not shares or abs(sum(shares.values()) - 1) > 1e-9 or min(shares.values()) < 0:
        raise ValueError(f"the shares of the arms must add up to 1: {dict(shares)}")
    place, reached = bucket(experiment_key, unit), 0.0
    for arm, share in shares.items():
        reached += share
        if place < reached:
            return arm
    return next(reversed(list(shares)))
