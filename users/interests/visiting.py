"""Session intent: the theme of the latest visit, which counts for hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from users.interests.cleaning import SESSION_GAP
from users.interests.tags import TagConfig, propose
from users.interests.types import Catalogue, Key, Visiting, Weighted


@dataclass(frozen=True, slots=True)
class VisitConfig:
    """What makes a theme, and how long it counts."""

    least_events: int = 2  # on a feature: a single look is no theme
    least_strength: float = 0.5  # of the strongest theme
    most: int = 3
    gain: float = 0.9  # of what an interest lacks of certainty, the share that a fresh theme adds
    half_life_hours: float = 3.0
    faded_after: float = 8.0  # half-lives: then nothing is left


CONFIG = VisitConfig()


def latest_visit(history: Sequence[Weighted]) -> list[Weighted]:
    """Return the events of the latest visit; `history` is in order of time, latest first."""
    visit: list[Weighted] = []
    for row in history:
        if visit and visit[-1].event.occurred_at - row.event.occurred_at > SESSION_GAP:
            break
        visit.append(row)
    return visit


def visit_themes(
    history: Sequence[Weighted], catalogue: Catalogue, config: VisitConfig = CONFIG
) -> dict[Key, Visiting]:
    """Return the features that the latest visit was about, by the same measure as lasting interests."""
    visit = latest_visit(history)
    if not visit:
        return {}
    tags = propose(visit, catalogue, TagConfig(most=config.most * 4, least_weight=config.least_strength))
    themes = [tag for tag in tags if len(tag.evidence) >= config.least_events][: config.most]
    return {tag.key: Visiting(tag.weight, visit[0].event.occurred_at) for tag in themes}


def with_theme(weight: float, theme: Visiting, now: datetime, config: VisitConfig = CONFIG) -> float:
    """Return the weight with the visit counted in: 1 − (1 − weight)(1 − gain · strength · what is left of it)."""
    half_lives = max(0.0, (now - theme.at).total_seconds() / 3600) / config.half_life_hours
    left = 0.0 if has_faded(theme, now, config) else 0.5**half_lives
    return 1.0 - (1.0 - weight) * (1.0 - config.gain * theme.strength * left)


def has_faded(theme: Visiting, now: datetime, config: VisitConfig = CONFIG) -> bool:
    """Say whether nothing is left of the visit."""
    return now - theme.at >= timedelta(hours=config.faded_after * config.half_life_hours)
