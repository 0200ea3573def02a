"""Whom to ask the language model about when it cannot be asked about everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from recommendations.judging.router import Router


@dataclass(frozen=True, slots=True)
class Waiting:
    """A shopper whose judgements are missing or older than their profile."""

    shopper: int
    history_length: int
    last_seen_at: datetime | None


def worth_asking(waiting: Sequence[Waiting], router: Router, *, calls_left: int | None) -> list[int]:
    """Return the shoppers to ask the model about, one call each, at most `calls_left` (None: no limit).

    Those for whom the router has it switched off are never asked about. Greatest expected gain first, then whoever
    was seen last, ties by key.
    """
    wanted = [one for one in waiting if not router.weights(one.history_length).off]
    wanted.sort(key=lambda one: (-router.gain(one.history_length), -_seconds(one.last_seen_at), one.shopper))
    return [one.shopper for one in wanted[: None if calls_left is None else max(0, calls_left)]]


def _seconds(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0
