"""What interests weigh at a moment: the lasting weight, and what passes with time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from users.interests.repeats import EDGES, repeat_factor
from users.interests.seasons import season_factor
from users.interests.types import Repeat, Traits, Visiting
from users.interests.visiting import has_faded, with_theme

STEP = timedelta(hours=1)  # how often a fading visit is counted anew
_DAY = timedelta(days=1)


def weights_now(tags: Sequence[tuple[float, Traits]], now: datetime) -> list[float]:
    """Return the weight of each tag of one shopper at a moment, from (lasting weight, traits); the strongest has 1."""
    weights = [_weight(lasting, traits, now) for lasting, traits in tags]
    heaviest = max(weights, default=0.0)
    return [weight / heaviest if heaviest > 0 else 0.0 for weight in weights]


def changes_at(traits: Traits, now: datetime) -> datetime | None:
    """Return when the weight has to be counted anew; None where nothing passes."""
    moments = [
        *_visit_changes(traits.visiting, now),
        *_repeat_changes(traits.repeat),
        *_season_changes(traits, now),
    ]
    return min((moment for moment in moments if moment > now), default=None)


def _weight(lasting: float, traits: Traits, now: datetime) -> float:
    weight = lasting
    if traits.repeat:
        weight *= repeat_factor(intervals_since(traits.repeat, now), traits.repeat.factors)
    if traits.season and traits.measured_at:
        weight *= season_factor(traits.season, now.date(), traits.measured_at.date())
    weight = min(weight, 1.0) if traits.visiting else weight
    return with_theme(weight, traits.visiting, now) if traits.visiting else weight


def intervals_since(repeat: Repeat, now: datetime) -> float:
    """Return how many usual intervals lie between the purchase and a moment."""
    return max(0.0, (now - repeat.bought_at) / _DAY) / repeat.interval_days


def _visit_changes(visiting: Visiting | None, now: datetime) -> list[datetime]:
    return [] if visiting is None or has_faded(visiting, now) else [now + STEP]


def _repeat_changes(repeat: Repeat | None) -> list[datetime]:
    if repeat is None or len(set(repeat.factors)) == 1:
        return []
    return [repeat.bought_at + edge * repeat.interval_days * _DAY for edge in EDGES]


def _season_changes(traits: Traits, now: datetime) -> list[datetime]:
    if traits.season is None:
        return []
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if traits.season.unit == "weekday":
        return [midnight + _DAY]
    return [(midnight.replace(day=1) + 32 * _DAY).replace(day=1)]
