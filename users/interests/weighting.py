"""How much each event says of interest."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from users.interests.cleaning import cleaned
from users.interests.types import Event, Weighted


@dataclass(frozen=True, slots=True)
class WeightingConfig:
    """Weights by event type, before decay; set on the demo shop's validation days."""

    type_weights: dict[str, float] = field(
        default_factory=lambda: {
            "view": 1.0,
            "click": 1.0,
            "search": 2.0,
            "like": 3.0,
            "cart": 3.0,
            "purchase": 4.0,
            "dismiss": -3.0,
        }
    )
    half_life_days: float = 30.0
    bounce: float = 0.4  # a visit of one look counts this much


def weighted(events: Sequence[Event], *, now: datetime, config: WeightingConfig | None = None) -> list[Weighted]:
    """Clean, weight and decay a history; events after `now` are left out. Latest first."""
    config = config or WeightingConfig()
    past = [event for event in events if event.occurred_at <= now]
    rows = [Weighted(event, _weight(event, len(visit), now, config)) for visit in cleaned(past) for event in visit]
    return sorted(rows, key=lambda row: row.event.occurred_at, reverse=True)


def _weight(event: Event, visit_length: int, now: datetime, config: WeightingConfig) -> float:
    age_days = (now - event.occurred_at).total_seconds() / 86_400
    bounced = visit_length == 1 and event.type in {"view", "click"}
    weight = config.type_weights.get(event.type, 0.0) * (config.bounce if bounced else 1.0)
    return float(weight * 0.5 ** (age_days / config.half_life_days))
