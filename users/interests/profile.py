"""The interests of a shopper: candidates that events prove, and those of them that make the profile."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from users.interests.repeats import own_interval
from users.interests.seasons import own_season
from users.interests.tags import TagConfig, propose
from users.interests.types import Catalogue, Key, Repeat, Season, Tag, Traits, Weighted
from users.interests.visiting import has_faded, visit_themes

CONFIG = TagConfig()
CANDIDATES = TagConfig(most=12, least_weight=0.06)  # what a language model chooses among
EVERYTHING = TagConfig(most=10_000, least_weight=0.0)


def candidates(history: Sequence[Weighted], catalogue: Catalogue, config: TagConfig = CANDIDATES) -> list[Tag]:
    """Return the strongest interests and the themes of the latest visit, heaviest first, each with its events.

    The weight is the lasting one; what passes with time is in the traits. `history` is in order of time, latest first.
    """
    themes = visit_themes(history, catalogue)
    found = propose(history, catalogue, EVERYTHING)
    strongest = [tag for tag in found[: config.most] if tag.weight >= config.least_weight]
    kept = [tag for tag in found if tag in strongest or tag.key in themes]
    return [
        replace(
            tag,
            traits=replace(
                tag.traits,
                measured_at=history[0].event.occurred_at,
                visiting=themes.get(tag.key),
                repeat=_repeat(tag.key, history, catalogue),
                season=_season(tag.key, history, catalogue),
            ),
        )
        for tag in kept
    ]


def chosen(tags: Sequence[Tag], config: TagConfig = CONFIG) -> list[Tag]:
    """Return those of weighed candidates that make the profile; the latest visit's themes do in any case."""
    strongest = {tag.key for tag in tags[: config.most] if tag.weight >= config.least_weight}
    return [tag for tag in tags if tag.key in strongest or tag.traits.visiting]


def is_over(lasting: float, traits: Traits, now: datetime, config: TagConfig = CONFIG) -> bool:
    """Say whether an interest was only that of a visit, and the visit has faded."""
    return lasting < config.least_weight and traits.visiting is not None and has_faded(traits.visiting, now)


def _repeat(key: Key, history: Sequence[Weighted], catalogue: Catalogue) -> Repeat | None:
    rhythm = catalogue.rhythms.get(key)
    if rhythm is None:
        return None
    moments = [row.event.occurred_at for row in _touching(key, history, catalogue) if row.event.type == "purchase"]
    if not moments:
        return None
    return Repeat(max(moments), own_interval(moments, rhythm), rhythm.factors)


def _season(key: Key, history: Sequence[Weighted], catalogue: Catalogue) -> Season | None:
    """Return the shop's season of this interest, else the shopper's own; a price has none."""
    if key in catalogue.seasons or key[0] == "price":
        return catalogue.seasons.get(key)
    return own_season(_days(_touching(key, history, catalogue)), _days(history))


def _touching(key: Key, history: Sequence[Weighted], catalogue: Catalogue) -> list[Weighted]:
    return [
        row
        for row in history
        if row.weight > 0 and row.event.product is not None and key in catalogue.features.get(row.event.product, {})
    ]


def _days(rows: Sequence[Weighted]) -> Collection[date]:
    return {row.event.occurred_at.date() for row in rows}
